import { IconLink } from '@tabler/icons-react';
import type { NodeId } from '#shared/graph/graph';
import { useView } from '../app/view';
import { useUses } from '../document/uses';
import classes from './LayerCard.module.css';

/** Whether another use of a node's layer is selected, so that this one is lit with it. */
export function useLit(id: NodeId): boolean {
  const uses = useUses(id);
  return useView(
    ({ selectedNodes }) => uses !== undefined && selectedNodes.some(other => other !== id && uses.includes(other)),
  );
}

/** On a card whose layer has several uses: whose weights they are, or by how many others they are used. */
export function SharedMark({ id }: { id: NodeId }) {
  const uses = useUses(id);
  if (!uses) return null;
  const [owner, ...others] = uses;
  const title =
    owner === id ? `Its weights are used by ${others.join(', ')}, too` : `Another use of ${owner}: the same weights`;
  return (
    <span className={classes.shared} title={title}>
      <IconLink size={13} aria-hidden />
      {owner === id ? `× ${uses.length}` : owner}
    </span>
  );
}
