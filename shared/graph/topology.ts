import type { Graph, GraphEdge, NodeId } from './graph';

export interface Topology {
  /** Every node after all the nodes that feed it; nodes on or behind a cycle are left out. */
  readonly order: readonly NodeId[];
  /** The nodes of which each lies on a cycle, or behind one. */
  readonly blocked: readonly NodeId[];
}

/** Kahn's algorithm; among nodes that are ready, the listed order is kept, so that the result is stable. */
export function topology(graph: Graph): Topology {
  const known = new Set(graph.nodes.map(node => node.id));
  const waiting = new Map<NodeId, number>();
  const next = new Map<NodeId, NodeId[]>();
  for (const node of graph.nodes) waiting.set(node.id, 0);
  for (const { from, to } of graph.edges) {
    if (!known.has(from) || !known.has(to)) continue;
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
    const targets = next.get(from);
    if (targets) targets.push(to);
    else next.set(from, [to]);
  }
  const order: NodeId[] = graph.nodes.map(node => node.id).filter(id => waiting.get(id) === 0);
  for (const id of order) {
    for (const target of next.get(id) ?? []) {
      const left = (waiting.get(target) ?? 0) - 1;
      waiting.set(target, left);
      if (left === 0) order.push(target);
    }
  }
  const reached = new Set(order);
  return { order, blocked: graph.nodes.map(node => node.id).filter(id => !reached.has(id)) };
}

/** Whether data that leaves `from` can arrive at `to` (a node reaches itself). */
export function reaches(edges: readonly GraphEdge[], from: NodeId, to: NodeId): boolean {
  const seen = new Set<NodeId>([from]);
  for (const id of seen) {
    if (id === to) return true;
    for (const edge of edges) if (edge.from === id) seen.add(edge.to);
  }
  return false;
}

/** The edges that arrive at each node, in listed order. */
export function incoming(graph: Graph): ReadonlyMap<NodeId, readonly GraphEdge[]> {
  const byTarget = new Map<NodeId, GraphEdge[]>();
  for (const edge of graph.edges) {
    const edges = byTarget.get(edge.to);
    if (edges) edges.push(edge);
    else byTarget.set(edge.to, [edge]);
  }
  return byTarget;
}
