import type { Graph, NodeId } from '#shared/graph/graph';
import { useProjectHere } from './level';

/** The uses of a layer that has several, its owner first. */
export type Uses = readonly [owner: NodeId, ...others: readonly NodeId[]];

const known = new WeakMap<Graph, ReadonlyMap<NodeId, Uses>>();

/** Every node that shares weights with others, with all that do; a graph is gone through once for all who ask. */
function usesIn(graph: Graph): ReadonlyMap<NodeId, Uses> {
  const before = known.get(graph);
  if (before) return before;
  const byOwner = new Map<NodeId, NodeId[]>();
  for (const { id, sharesWith } of graph.nodes) {
    if (sharesWith !== undefined) byOwner.set(sharesWith, [...(byOwner.get(sharesWith) ?? []), id]);
  }
  const uses = new Map<NodeId, Uses>();
  for (const [owner, others] of byOwner) {
    const all: Uses = [owner, ...others];
    for (const id of all) uses.set(id, all);
  }
  known.set(graph, uses);
  return uses;
}

/** All uses of the layer that a node is a use of; absent where it is the only one. */
export const useUses = (id: NodeId): Uses | undefined => useProjectHere(({ graph }) => usesIn(graph).get(id));
