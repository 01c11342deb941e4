import { z } from 'zod';
import { NodeId } from '../graph/node-id';
import { firstFree } from '../numbered';
import { NodeColor } from './place';

/** Never a node's id, for those hold no colon: a selection can hold both. */
export const GroupId = z.string().regex(/^group:\d{1,9}$/, 'must be "group:" and a number');
export type GroupId = z.infer<typeof GroupId>;

export const isGroupId = (id: string): id is GroupId => id.startsWith('group:');

/** A frame around some nodes of one level. It is there for those who read the network, and changes nothing in it. */
export const NodeGroup = z.strictObject({
  id: GroupId,
  title: z.string().min(1).max(60),
  /** A node is in one group at most. */
  nodes: z.array(NodeId),
  color: NodeColor.optional(),
  /** Drawn as one card in place of its nodes. */
  collapsed: z.literal(true).optional(),
});
export type NodeGroup = z.infer<typeof NodeGroup>;

/** The first id `group:1`, `group:2` … that is free. */
export const freshGroupId = (taken: ReadonlySet<string>): GroupId => firstFree('group:', taken);

/**
 * The groups that stand in a file, as they must be: ids that differ, known nodes, each in the first group that names it, and none
 * empty. They are only drawn, so that what is wrong with them keeps no project from being opened. Absent where there are none.
 */
export function soundGroups(
  groups: readonly NodeGroup[] | undefined,
  nodes: readonly { readonly id: NodeId }[],
): NodeGroup[] | undefined {
  const free = new Set(nodes.map(({ id }) => id));
  const taken = new Set<string>();
  const sound = (groups ?? []).flatMap(group => {
    const members = group.nodes.filter(id => free.delete(id));
    if (members.length === 0) return [];
    const id = taken.has(group.id) ? freshGroupId(taken) : group.id;
    taken.add(id);
    return [{ ...group, id, nodes: members }];
  });
  return sound.length > 0 ? sound : undefined;
}
