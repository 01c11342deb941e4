import { useRef } from 'react';
import { NodeId } from '#shared/graph/graph';
import { useView } from '../app/view';
import { describeCommandRefusal } from '../document/command';
import { dispatchHere } from '../document/level';
import { useDocument } from '../document/store';
import { tell } from '../ui/tell';
import classes from './NodeName.module.css';
import { startNaming, stopNaming, useNaming } from './naming';
import { useDraft } from './use-draft';

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

function Writer({ id }: { id: NodeId }) {
  const { ref, draft, setDraft } = useDraft<HTMLInputElement>(id);
  const left = useRef(false);
  const leave = () => {
    left.current = true;
    const card = ref.current?.closest<HTMLElement>('.react-flow__node');
    stopNaming(id);
    card?.focus({ preventScroll: true });
  };
  /** On Enter a name that cannot be is said and stays to be mended; on leaving the field it is given up. */
  const take = (mayStay: boolean) => {
    if (left.current) return;
    const problem = draft.trim() === id ? null : renameNode(id, draft);
    if (problem !== null) tell.refused(problem);
    if (problem === null || !mayStay) leave();
  };
  return (
    <input
      ref={ref}
      className={`nodrag nopan ${classes.writer}`}
      aria-label={`Name of ${id}`}
      value={draft}
      size={Math.max(8, draft.length)}
      maxLength={64}
      spellCheck={false}
      autoComplete="off"
      onChange={event => setDraft(event.currentTarget.value)}
      onBlur={() => take(false)}
      onDoubleClick={event => event.stopPropagation()}
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Enter') take(true);
        if (event.key === 'Escape') leave();
      }}
    />
  );
}

/** A node's id on its card; a double-click or F2 writes another. */
export function NodeName({ id, className }: { id: NodeId; className?: string | undefined }) {
  const naming = useNaming(state => state.naming === id);
  if (naming) return <Writer key={id} id={id} />;
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
