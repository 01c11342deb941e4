import { useShallow } from 'zustand/react/shallow';
import { ActionButton } from '../actions/ActionButton';
import { useView } from '../app/view';
import { useDocument } from '../document/store';
import { useOpenStage } from '../stages/open-stage';
import { NodeProperties } from './NodeProperties';
import { ProjectProperties } from './ProjectProperties';
import classes from './properties.module.css';

/** The right side: the selected node, or, with none, the project; that stays while nodes are picked for one of its stages. */
export function PropertiesPanel() {
  const selected = useView(state => state.selectedNodes);
  const nodes = useDocument(useShallow(state => state.project.graph.nodes.filter(node => selected.includes(node.id))));
  const picking = useOpenStage(state => state.picking !== null);
  const [first] = picking ? [] : nodes;
  return (
    <div className={classes.panel}>
      {first === undefined && <ProjectProperties />}
      {first !== undefined && nodes.length === 1 && <NodeProperties node={first} />}
      {first !== undefined && nodes.length > 1 && (
        <div className={classes.many}>
          <p>{nodes.length} layers selected</p>
          <div>
            <ActionButton id="edit.copy" />
            <ActionButton id="edit.duplicate" />
            <ActionButton id="edit.freeze" />
            <ActionButton id="edit.delete" />
          </div>
        </div>
      )}
    </div>
  );
}
