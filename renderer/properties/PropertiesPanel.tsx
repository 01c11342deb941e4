import type { KeyboardEvent } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { NodeGroup } from '#shared/project/groups';
import type { Note } from '#shared/project/place';
import { useView } from '../app/view';
import { leaveField } from '../canvas/focus-card';
import { membersFor } from '../document/groups';
import { useProjectHere } from '../document/level';
import { useOpenStage } from '../stages/open-stage';
import { GroupProperties } from './GroupProperties';
import { ManyProperties } from './ManyProperties';
import { NodeProperties } from './NodeProperties';
import { NoteProperties } from './NoteProperties';
import { ProjectProperties } from './ProjectProperties';
import classes from './properties.module.css';

/** Escape leads from any field back to the network; an open list takes its own. */
function onEscape({ key, target }: KeyboardEvent): void {
  if (key !== 'Escape' || !(target instanceof HTMLElement) || 'expanded' in target.dataset) return;
  leaveField(target);
}

/** The right side: the selected node, note or group, or, with none, the project; that stays while nodes are picked for one of its stages. */
export function PropertiesPanel() {
  const selected = useView(state => state.selectedNodes);
  // With a group its nodes are selected.
  const meant = useProjectHere(useShallow(here => membersFor(here, selected)));
  const nodes = useProjectHere(useShallow(({ graph }) => graph.nodes.filter(node => meant.includes(node.id))));
  const groups = useProjectHere(
    useShallow((here): readonly NodeGroup[] => (here.groups ?? []).filter(group => selected.includes(group.id))),
  );
  const notes = useProjectHere(
    useShallow((here): readonly Note[] => (here.notes ?? []).filter(note => selected.includes(note.id))),
  );
  const picking = useOpenStage(state => state.picking !== null);
  const [node] = nodes;
  const [group] = groups;
  const loose = nodes.filter(({ id }) => !groups.some(({ nodes: members }) => members.includes(id)));
  const count = picking ? 0 : groups.length + loose.length + notes.length;
  const [note] = notes;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the fields in it have the focus and the keys
    <div className={classes.panel} onKeyDown={onEscape}>
      {count === 0 && <ProjectProperties />}
      {count === 1 && group && <GroupProperties group={group} />}
      {count === 1 && node && !group && <NodeProperties node={node} />}
      {count === 1 && note && <NoteProperties note={note} />}
      {count > 1 && <ManyProperties nodes={nodes} ids={[...loose, ...notes, ...groups].map(({ id }) => id)} />}
    </div>
  );
}
