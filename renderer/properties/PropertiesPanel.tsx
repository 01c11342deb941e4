import type { KeyboardEvent } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Note } from '#shared/project/place';
import { useView } from '../app/view';
import { leaveField } from '../canvas/focus-card';
import { useProjectHere } from '../document/level';
import { useOpenStage } from '../stages/open-stage';
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

/** The right side: the selected node or note, or, with none, the project; that stays while nodes are picked for one of its stages. */
export function PropertiesPanel() {
  const selected = useView(state => state.selectedNodes);
  const nodes = useProjectHere(useShallow(({ graph }) => graph.nodes.filter(node => selected.includes(node.id))));
  const notes = useProjectHere(
    useShallow((here): readonly Note[] => (here.notes ?? []).filter(note => selected.includes(note.id))),
  );
  const picking = useOpenStage(state => state.picking !== null);
  const count = picking ? 0 : nodes.length + notes.length;
  const [node] = nodes;
  const [note] = notes;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the fields in it have the focus and the keys
    <div className={classes.panel} onKeyDown={onEscape}>
      {count === 0 && <ProjectProperties />}
      {count === 1 && node && <NodeProperties node={node} />}
      {count === 1 && note && <NoteProperties note={note} />}
      {count > 1 && <ManyProperties nodes={nodes} ids={[...nodes, ...notes].map(({ id }) => id)} />}
    </div>
  );
}
