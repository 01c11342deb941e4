import { Graph as LayoutGraph, layout } from '@dagrejs/dagre';
import type { Graph, GraphEdge, NodeId } from '../graph/graph';
import type { NodeGroup } from '../project/groups';
import type { Position } from '../project/project';
import { CARD, ROW } from './card';
import { cardFor, frameAround } from './frame';

/** Between two cards of a row, and between a card and an edge that passes by it. */
const COLUMN_GAP = 40;
const EDGE_GAP = 32;
/** Places are multiples of this, as those of dragged nodes are. */
const GRID = 10;

interface Item {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

type Wires = readonly Pick<GraphEdge, 'from' | 'to' | 'port'>[];

/** The top left corner of each item, those that feed others above them. */
function arranged(items: readonly Item[], edges: Wires): ReadonlyMap<string, Position> {
  const drawing = new LayoutGraph({ multigraph: true });
  drawing.setGraph({ rankdir: 'TB', ranksep: ROW - CARD.height, nodesep: COLUMN_GAP, edgesep: EDGE_GAP });
  for (const { id, width, height } of items) drawing.setNode(id, { width, height });
  for (const { from, to, port } of edges) {
    if (drawing.hasNode(from) && drawing.hasNode(to)) drawing.setEdge(from, to, {}, port);
  }
  layout(drawing);
  return new Map(
    items.map(({ id, width, height }) => {
      const { x = 0, y = 0 } = drawing.node(id);
      return [id, { x: x - width / 2, y: y - height / 2 }];
    }),
  );
}

/** What lies in a group, laid out by itself, relative to the corner of what is drawn for it. */
function arrangedInside({ id, nodes, collapsed }: NodeGroup, edges: Wires) {
  const members = new Set(nodes);
  const within = edges.filter(({ from, to }) => members.has(from) && members.has(to));
  const places = arranged(
    nodes.map(node => ({ id: node, ...CARD })),
    within,
  );
  const { x, y, width, height } = (collapsed ? cardFor : frameAround)([...places.values()]);
  const relative = [...places].map(([node, at]) => [node, { x: at.x - x, y: at.y - y }] as const);
  return { item: { id, width, height }, relative };
}

/** From one group to another, or to itself, there may be many edges; one says all. */
function outerEdges(edges: Wires, owner: ReadonlyMap<NodeId, string>): Wires {
  if (owner.size === 0) return edges;
  const of = (id: NodeId) => owner.get(id) ?? id;
  return edges.flatMap(edge => {
    const [from, to] = [of(edge.from), of(edge.to)];
    return from === to && from !== edge.from ? [] : [{ from, to, port: owner.has(edge.to) ? 'input' : edge.port }];
  });
}

/**
 * Lays a graph out from top to bottom (Sugiyama's method, by dagre: network simplex for the rows, Brandes and Köpf's columns):
 * every node lies below those that feed it, rows are `ROW` apart, and an edge that passes rows has a lane free of cards.
 * A group is laid out by itself and then, with its frame or as the one card that it is collapsed to, among the others like one large
 * node, so that nothing else lies in it. The first node's place is the origin. Cycles are broken; edges from or to unknown nodes
 * are left out.
 */
export function layeredLayout(graph: Graph, groups: readonly NodeGroup[] = []): Record<NodeId, Position> {
  const insides = groups.map(group => arrangedInside(group, graph.edges));
  const owner = new Map(groups.flatMap(({ id, nodes }) => nodes.map(node => [node, id] as const)));
  const loose = graph.nodes.filter(({ id }) => !owner.has(id)).map(({ id }) => ({ id, ...CARD }));
  const corners = arranged([...loose, ...insides.map(({ item }) => item)], outerEdges(graph.edges, owner));
  const cornerOf = (id: string): Position => corners.get(id) ?? { x: 0, y: 0 };
  const places = new Map([
    ...loose.map(({ id }) => [id, cornerOf(id)] as const),
    ...insides.flatMap(({ item, relative }) => {
      const corner = cornerOf(item.id);
      return relative.map(([id, { x, y }]) => [id, { x: corner.x + x, y: corner.y + y }] as const);
    }),
  ]);
  const place = (id: NodeId): Position => places.get(id) ?? { x: 0, y: 0 };
  const origin = graph.nodes[0] ? place(graph.nodes[0].id) : { x: 0, y: 0 };
  return Object.fromEntries(
    graph.nodes.map(({ id }) => {
      const { x, y } = place(id);
      return [id, { x: Math.round((x - origin.x) / GRID) * GRID, y: Math.round(y - origin.y) }];
    }),
  );
}
