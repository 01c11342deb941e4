import type { Graph, GraphEdge, NodeId } from '#shared/graph/graph';
import { topology } from '#shared/graph/topology';
import type { Position, Project } from '#shared/project/project';

/** The size of a node's card, in pixels at zoom 1. */
export const CARD = { width: 272, height: 60 } as const;
/** From one row's top to the next one's (as the templates have it), and from one column's left to the next one's. */
export const ROW = 84;
const COLUMN = CARD.width + 40;

/** Where a node lies; files may leave a node without a place. */
export const placeOf = (project: Pick<Project, 'layout'>, id: NodeId): Position => project.layout[id] ?? { x: 0, y: 0 };

/** Something that takes a column in a row: a node, or the stretch of an edge that passes by. */
interface Slot {
  readonly key: string;
  readonly row: number;
  x: number;
}

/**
 * Lays a graph out from top to bottom: the row is the longest path from a source (Sugiyama's method with longest-path layering,
 * passing edges get columns of their own, barycentres order and place each row). Rows are `ROW` apart; x is centred on 0.
 */
export function layeredLayout(graph: Graph): Record<NodeId, Position> {
  const rows = longestPathRows(graph);
  const slots = new Map<string, Slot>();
  for (const [id, row] of rows) slots.set(id, { key: id, row, x: 0 });
  const links = linkRows(graph.edges, rows, slots);
  const byRow: Slot[][] = [];
  for (const slot of slots.values()) {
    byRow[slot.row] ??= [];
    byRow[slot.row]?.push(slot);
  }
  for (const row of byRow) spread(row);
  for (let sweep = 0; sweep < 8; sweep++) {
    const downwards = sweep % 2 === 0;
    const neighbours = downwards ? links.above : links.below;
    for (const row of downwards ? byRow : [...byRow].reverse()) {
      for (const slot of row) slot.x = mean((neighbours.get(slot.key) ?? []).map(other => other.x)) ?? slot.x;
      row.sort((a, b) => a.x - b.x);
      separate(row);
    }
  }
  const left = graph.nodes.length > 0 ? Math.round((slots.get(graph.nodes[0]?.id ?? '')?.x ?? 0) / 10) * 10 : 0;
  return Object.fromEntries(
    [...rows].map(([id, row]) => [
      id,
      { x: Math.round(((slots.get(id)?.x ?? 0) - left) / 10) * 10, y: row * ROW } satisfies Position,
    ]),
  );
}

/** Nodes on a cycle have no longest path: they follow below, in listed order. */
function longestPathRows(graph: Graph): Map<NodeId, number> {
  const rows = new Map<NodeId, number>();
  const { order, blocked } = topology(graph);
  for (const id of order) {
    const above = graph.edges.filter(edge => edge.to === id).map(edge => rows.get(edge.from) ?? -1);
    rows.set(id, Math.max(-1, ...above) + 1);
  }
  for (const id of blocked) rows.set(id, Math.max(-1, ...rows.values()) + 1);
  return rows;
}

interface Links {
  readonly above: Map<string, Slot[]>;
  readonly below: Map<string, Slot[]>;
}

/** Joins each edge's ends row by row; `slots` gains one for every row that an edge passes. */
function linkRows(edges: readonly GraphEdge[], rows: ReadonlyMap<NodeId, number>, slots: Map<string, Slot>): Links {
  const links: Links = { above: new Map(), below: new Map() };
  const push = (map: Map<string, Slot[]>, key: string, slot: Slot) => map.set(key, [...(map.get(key) ?? []), slot]);
  const join = (upper: Slot, lower: Slot) => {
    push(links.below, upper.key, lower);
    push(links.above, lower.key, upper);
  };
  for (const [number, { from, to }] of edges.entries()) {
    const start = slots.get(from);
    const end = slots.get(to);
    if (!start || !end) continue;
    let last = start;
    for (let row = (rows.get(from) ?? 0) + 1; row < end.row; row++) {
      const passing: Slot = { key: `edge ${number} row ${row}`, row, x: 0 };
      slots.set(passing.key, passing);
      join(last, passing);
      last = passing;
    }
    join(last, end);
  }
  return links;
}

const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;

function spread(row: readonly Slot[]): void {
  for (const [index, slot] of row.entries()) slot.x = (index - (row.length - 1) / 2) * COLUMN;
}

/** Moves the slots of a row apart, keeping their order and their common middle. */
function separate(row: readonly Slot[]): void {
  const wanted = mean(row.map(slot => slot.x)) ?? 0;
  for (const [index, slot] of row.entries()) {
    const before = row[index - 1];
    if (before) slot.x = Math.max(slot.x, before.x + COLUMN);
  }
  const shift = wanted - (mean(row.map(slot => slot.x)) ?? 0);
  for (const slot of row) slot.x += shift;
}
