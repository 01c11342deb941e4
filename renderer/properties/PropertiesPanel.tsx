import { useShallow } from 'zustand/react/shallow';
import { useView } from '../app/view';
import { useDocument } from '../document/store';
import { useOpenStage } from '../stages/open-stage';
import { ManyProperties } from './ManyProperties';
import { NodeProperties } from './NodeProperties';
import { NoteProperties } from './NoteProperties';
import { ProjectProperties } from './ProjectProperties';
import classes from './properties.module.css';

/** The right side: the selected node or note, or, with none, the project; that stays while nodes are picked for one of its stages. */
export function PropertiesPanel() {
  const selected = useView(state => state.selectedNodes);
  const nodes = useDocument(useShallow(state => state.project.graph.nodes.filter(node => selected.includes(node.id))));
  const notes = useDocument(
    useShallow(state => (state.project.notes ?? []).filter(note => selected.includes(note.id))),
  );
  const picking = useOpenStage(state => state.picking !== null);
  const count = picking ? 0 : nodes.length + notes.length;
  const [node] = nodes;
  const [note] = notes;
  return (
    <div className={classes.panel}>
      {count === 0 && <ProjectProperties />}
      {count === 1 && node && <NodeProperties node={node} />}
      {count === 1 && note && <NoteProperties note={note} />}
      {count > 1 && <ManyProperties nodes={nodes} ids={[...nodes, ...notes].map(({ id }) => id)} />}
    </div>
  );
}
