import { BLOCK } from '#shared/graph/block';
import { groupById } from '../document/groups';
import { nodesById, projectHere } from '../document/level';
import type { ContextTarget } from './canvas-state';

/** Ids of actions, in groups with a line between them. */
export type Entries = readonly (readonly string[])[];

const marks = ['edit.rename', 'edit.annotate', 'edit.color', 'edit.freeze', 'edit.mute'];
const copies = ['edit.cut', 'edit.copy', 'edit.duplicate', 'edit.delete'];
const around = ['edit.selectUpstream', 'edit.selectDownstream', 'view.fitSelection'];

const groups = ['arrange.group', 'arrange.ungroup', 'arrange.collapse', 'arrange.leaveGroup'];

const entries: Readonly<Record<'pane' | 'layer' | 'block' | 'note' | 'group', Entries>> = {
  pane: [
    ['edit.addLayer', 'edit.addNote', 'edit.paste'],
    ['edit.selectAll', 'edit.arrange', 'view.fit', 'block.leave'],
  ],
  layer: [marks, copies, ['block.make', 'edit.addUse', 'edit.share', 'edit.unshare'], groups, around],
  block: [['block.open', 'block.unpack', 'block.rename'], marks, copies, ['block.make', ...groups], around],
  note: [['edit.rename', 'edit.color'], copies],
  group: [
    ['arrange.collapse', 'arrange.ungroup', 'edit.rename', 'edit.color'],
    ['edit.freeze', 'edit.mute', 'block.make'],
    copies,
    ['view.fitSelection'],
  ],
};

/** What can be done with what lies under the pointer. */
export function entriesFor(target: Exclude<ContextTarget, { readonly kind: 'edge' }>): Entries {
  if (target.kind === 'pane') return entries.pane;
  if (groupById(projectHere(), target.node)) return entries.group;
  const node = nodesById(projectHere().graph).get(target.node);
  if (!node) return entries.note;
  return node.type === BLOCK ? entries.block : entries.layer;
}
