import { Graph as LayoutGraph, layout } from '@dagrejs/dagre';
import type { Graph, NodeId } from '../graph/graph';
import type { Position } from '../project/project';
import { CARD, ROW } from './card';

/** Between two cards of a row, and between a card and an edge that passes by it. */
const COLUMN_GAP = 40;
const EDGE_GAP = 32;
/** Places are multiples of this, as those of dragged nodes are. */
const GRID = 10;

/**
 * Lays a graph out from top to bottom (Sugiyama's method, by dagre: network simplex for the rows, Brandes and Köpf's columns):
 * every node lies below those that feed it, rows are `ROW` apart, and an edge that passes rows has a lane free of cards.
 * The first node's place is the origin. Cycles are broken; edges from or to unknown nodes are left out.
 */
export function layeredLayout(graph: Graph): Record<NodeId, Position> {
  const drawing = new LayoutGraph({ multigraph: true });
  drawing.setGraph({ rankdir: 'TB', ranksep: ROW - CARD.height, nodesep: COLUMN_GAP, edgesep: EDGE_GAP });
  for (const { id } of graph.nodes) drawing.setNode(id, { ...CARD });
  for (const { from, to, port } of graph.edges) {
    if (drawing.hasNode(from) && drawing.hasNode(to)) drawing.setEdge(from, to, {}, port);
  }
  layout(drawing);
  const place = (id: NodeId): Position => {
    const { x = 0, y = 0 } = drawing.node(id);
    return { x, y };
  };
  const origin = graph.nodes[0] ? place(graph.nodes[0].id) : { x: 0, y: 0 };
  return Object.fromEntries(
    graph.nodes.map(({ id }) => {
      const { x, y } = place(id);
      return [id, { x: Math.round((x - origin.x) / GRID) * GRID, y: Math.round(y - origin.y) }];
    }),
  );
}
