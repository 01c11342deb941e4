import { BLOCK } from '#shared/graph/block';
import { nodesById, projectHere } from '../document/level';
import type { ContextTarget } from './canvas-state';

/** Ids of actions, in groups with a line between them. */
export type Entries = readonly (readonly string[])[];

const marks = ['edit.rename', 'edit.annotate', 'edit.color', 'edit.freeze', 'edit.mute'];
const copies = ['edit.cut', 'edit.copy', 'edit.duplicate', 'edit.delete'];
const around = ['edit.selectUpstream', 'edit.selectDownstream', 'view.fitSelection'];

const entries: Readonly<Record<'pane' | 'layer' | 'block' | 'note', Entries>> = {
  pane: [
    ['edit.addLayer', 'edit.addNote', 'edit.paste'],
    ['edit.selectAll', 'edit.arrange', 'view.fit', 'block.leave'],
  ],
  layer: [marks, copies, ['block.make', 'edit.addUse', 'edit.share', 'edit.unshare'], around],
  block: [['block.open', 'block.unpack', 'block.rename'], marks, copies, ['block.make'], around],
  note: [['edit.rename', 'edit.color'], copies],
};

/** What can be done with what lies under the pointer. */
export function entriesFor(target: Exclude<ContextTarget, { readonly kind: 'edge' }>): Entries {
  if (target.kind === 'pane') return entries.pane;
  const node = nodesById(projectHere().graph).get(target.node);
  if (!node) return entries.note;
  return node.type === BLOCK ? entries.block : entries.layer;
}
