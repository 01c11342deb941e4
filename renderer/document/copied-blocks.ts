import { blockById } from '#shared/graph/block';
import type { Block, Graph, GraphNode, NodeId } from '#shared/graph/graph';
import { fittingId } from '#shared/graph/node-ids';
import type { Command } from './command';

/** The blocks that nodes place, and those placed inside; absent where there are none. */
export function blocksOf(graph: Graph, nodes: readonly GraphNode[]): Graph['blocks'] {
  const found = new Map<NodeId, Block>();
  const look = (placing: readonly GraphNode[]) => {
    for (const { block: id } of placing) {
      const block = id === undefined || found.has(id) ? undefined : blockById(graph.blocks, id);
      if (id === undefined || !block) continue;
      found.set(id, block);
      look(block.nodes);
    }
  };
  look(nodes);
  return found.size > 0 ? Object.fromEntries(found) : undefined;
}

export const withBlocks = (node: GraphNode, ids: ReadonlyMap<NodeId, NodeId>): GraphNode =>
  node.block === undefined ? node : { ...node, block: ids.get(node.block) ?? node.block };

/**
 * The commands that bring a clipping's blocks along, and what they are called here. A block that is here already, the same to the
 * last number, is used; another one of its name gets a new one.
 */
export function definitionsFor(
  here: Graph,
  { nodes, blocks }: Graph,
): { readonly definitions: readonly Command[]; readonly blockIds: ReadonlyMap<NodeId, NodeId> } {
  const needed = Object.entries(blocksOf({ nodes, edges: [], blocks }, nodes) ?? {});
  const taken = new Set(Object.keys(here.blocks ?? {}));
  const isHere = ([id, block]: readonly [NodeId, Block]) =>
    JSON.stringify(blockById(here.blocks, id)) === JSON.stringify(block);
  // Where one of them differs all are brought along: those that hold it would otherwise hold the other.
  if (needed.every(isHere)) return { definitions: [], blockIds: new Map() };
  const blockIds = new Map<NodeId, NodeId>();
  for (const [id] of needed) {
    const free = fittingId(id, taken);
    taken.add(free);
    blockIds.set(id, free);
  }
  const definitions = needed.map(
    ([id, block]): Command => ({
      do: 'block.define',
      id: blockIds.get(id) ?? id,
      block: { ...block, nodes: block.nodes.map(node => withBlocks(node, blockIds)) },
    }),
  );
  return { definitions, blockIds };
}
