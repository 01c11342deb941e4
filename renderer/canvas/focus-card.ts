import type { NodeId } from '#shared/graph/graph';
import { useView } from '../app/view';
import { shownId } from '../document/group-boxes';
import { projectHere } from '../document/level';
import { fitView } from './canvas-state';

const cardOf = (id: NodeId): HTMLElement | null =>
  document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(shownId(projectHere(), id))}"]`);

/** Gives a card the focus once it is drawn; of a large network only what is in view is, so the view may go there first. */
export function focusCard(id: NodeId): void {
  requestAnimationFrame(() => {
    const card = cardOf(id);
    if (card) {
      card.focus({ preventScroll: true });
      return;
    }
    fitView([id], false);
    requestAnimationFrame(() => cardOf(id)?.focus({ preventScroll: true }));
  });
}

/** Leaves a field by key: the focus goes back to the selected card, so that the next key means the network. */
export function leaveField(field: HTMLElement): void {
  field.blur();
  const [id, second] = useView.getState().selectedNodes;
  if (id === undefined || second !== undefined || field.closest('[role="dialog"]')) return;
  cardOf(id)?.focus({ preventScroll: true });
}
