import type { Graph, GraphEdge, GraphNode } from '#shared/graph/graph';
import type { Project } from '#shared/project/project';
import { groupBox, hiddenIn } from './group-boxes';

/** A level's nodes, edges and places as they are drawn: a collapsed group is one thing, and what leads to its nodes leads to it. */
export interface Seen extends Pick<Project, 'layout'> {
  readonly graph: Graph;
}

/** What has not changed stays the same object, so that wires are not drawn anew. */
const gathered = new WeakMap<GraphEdge, GraphEdge>();

/** An edge with a group in place of one or both of its ends. */
function gather(edge: GraphEdge, from: string, to: string): GraphEdge {
  const known = gathered.get(edge);
  if (known?.from === from && known.to === to) return known;
  const made = { from, to, port: to === edge.to ? edge.port : 'input' };
  gathered.set(edge, made);
  return made;
}

interface Asked extends Pick<Project, 'layout' | 'groups'> {
  readonly graph: Graph;
}

/** Edges within a collapsed group are not seen; several between the same two are there several times. */
export function seenIn({ graph, layout, groups = [] }: Asked): Seen {
  const hidden = hiddenIn({ groups });
  if (hidden.size === 0) return { graph, layout };
  const nodes = graph.nodes.filter(({ id }: GraphNode) => !hidden.has(id));
  const edges = graph.edges.flatMap(edge => {
    const [from, to] = [hidden.get(edge.from)?.id ?? edge.from, hidden.get(edge.to)?.id ?? edge.to];
    if (from === edge.from && to === edge.to) return [edge];
    return from === to ? [] : [gather(edge, from, to)];
  });
  const cards = groups.flatMap(group => {
    const { x, y } = groupBox({ layout }, group);
    return group.collapsed ? [[group.id, { x, y }] as const] : [];
  });
  return { graph: { ...graph, nodes, edges }, layout: { ...layout, ...Object.fromEntries(cards) } };
}
