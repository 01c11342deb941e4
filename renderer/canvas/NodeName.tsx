import { NodeId } from '#shared/graph/graph';
import { useView } from '../app/view';
import { describeCommandRefusal } from '../document/command';
import { dispatchHere } from '../document/level';
import { useDocument } from '../document/store';
import { NameField } from './NameField';
import classes from './NodeName.module.css';
import { startNaming, useNaming } from './naming';

/** Gives a node another id, as one step; it stays selected. @returns what is wrong with the id; `null` where it was given. */
export function renameNode(id: NodeId, typed: string): string | null {
  const valid = NodeId.safeParse(typed.trim());
  if (!valid.success) return `A name ${valid.error.issues[0]?.message ?? 'is needed'}.`;
  const renamed = dispatchHere({ do: 'node.rename', id, to: valid.data });
  if (!renamed.ok) return describeCommandRefusal(renamed.error);
  useDocument.getState().endGesture();
  const { selectedNodes, selectedEdges, select } = useView.getState();
  select(
    selectedNodes.map(chosen => (chosen === id ? valid.data : chosen)),
    selectedEdges,
  );
  return null;
}

/** A node's id on its card; a double-click or F2 writes another. */
export function NodeName({ id, className }: { id: NodeId; className?: string | undefined }) {
  const naming = useNaming(state => state.naming === id);
  if (naming) {
    return (
      <NameField
        key={id}
        id={id}
        name={id}
        label={`Name of ${id}`}
        maxLength={64}
        spellCheck={false}
        className={classes.writer}
        take={typed => (typed.trim() === id ? null : renameNode(id, typed))}
      />
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard renames with F2, as everywhere
    <span
      className={className}
      title={`${id}: double-click to rename`}
      onDoubleClick={event => {
        event.stopPropagation();
        startNaming(id);
      }}
    >
      {id}
    </span>
  );
}
