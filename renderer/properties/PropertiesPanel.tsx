import { useShallow } from 'zustand/react/shallow';
import { ActionButton } from '../actions/ActionButton';
import { useView } from '../app/view';
import { useDocument } from '../document/store';
import { NodeProperties } from './NodeProperties';
import { ProjectProperties } from './ProjectProperties';
import classes from './properties.module.css';

/** The right side: the selected node, or, with none, the project. */
export function PropertiesPanel() {
  const selected = useView(state => state.selectedNodes);
  const nodes = useDocument(useShallow(state => state.project.graph.nodes.filter(node => selected.includes(node.id))));
  const [first] = nodes;
  return (
    <div className={classes.panel}>
      {first === undefined && <ProjectProperties />}
      {first !== undefined && nodes.length === 1 && <NodeProperties node={first} />}
      {nodes.length > 1 && (
        <div className={classes.many}>
          <p>{nodes.length} layers selected</p>
          <div>
            <ActionButton id="edit.copy" />
            <ActionButton id="edit.duplicate" />
            <ActionButton id="edit.delete" />
          </div>
        </div>
      )}
    </div>
  );
}
