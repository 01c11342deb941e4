import type { GraphEdge } from '#shared/graph/graph';
import { CARD } from '#shared/layout/card';
import type { Position, Project } from '#shared/project/project';
import { placeOf } from '../document/layout';

/** How near a wire may come to a card that it passes, in pixels at zoom 1. */
const CLEARANCE = 20;
/** Between a card's end and the bend of a wire that turns into its lane: half the gap between two rows. */
const BEND = 12;
const RADIUS = 10;

/**
 * Where an edge that would run over cards passes beside them instead, as the x of a vertical lane; null where the way is free.
 * @param places of all cards
 */
export function laneOf(edge: GraphEdge, project: Pick<Project, 'layout'>, places: readonly Position[]): number | null {
  const start = bottomOf(placeOf(project, edge.from));
  const end = topOf(placeOf(project, edge.to));
  if (end.y - start.y < CARD.height) return null;
  const between = places.filter(({ y }) => y + CARD.height > start.y && y < end.y);
  const inTheWay = (x: (y: number) => number) => between.filter(card => cuts(card, x));
  const straight = (y: number) => start.x + ((end.x - start.x) * (y - start.y)) / (end.y - start.y);
  if (inTheWay(straight).length === 0) return null;
  const middle = (start.x + end.x) / 2;
  const [left, right] = [-1, 1].map(side => freeLane(between, middle, side));
  // Of two as far away the right one, so that the skips of a chain lie on one side.
  return left !== undefined && right !== undefined && middle - left < right - middle ? left : (right ?? null);
}

const bottomOf = ({ x, y }: Position): Position => ({ x: x + CARD.width / 2, y: y + CARD.height });
const topOf = ({ x, y }: Position): Position => ({ x: x + CARD.width / 2, y });

/** Whether a line, given by its x at every y, comes too near to a card. */
function cuts(card: Position, x: (y: number) => number): boolean {
  const at = x(card.y + CARD.height / 2);
  return at > card.x - CLEARANCE && at < card.x + CARD.width + CLEARANCE;
}

/** The nearest x on one side of `from` where no card is near. */
function freeLane(cards: readonly Position[], from: number, side: number): number {
  const ordered = [...cards].sort((a, b) => side * (a.x - b.x));
  let x = from;
  for (const card of ordered) {
    if (cuts(card, () => x)) x = side > 0 ? card.x + CARD.width + CLEARANCE : card.x - CLEARANCE;
  }
  return x;
}

/** An SVG path from a card's lower end, along the lane, to another card's upper end. */
export function lanePath(start: Position, lane: number, end: Position): string {
  const corners = [
    { x: start.x, y: start.y + BEND },
    { x: lane, y: start.y + BEND },
    { x: lane, y: end.y - BEND },
    { x: end.x, y: end.y - BEND },
  ];
  const points = [start, ...corners, end];
  const bends = corners.map((corner, index) => {
    const before = points[index] ?? start;
    const after = points[index + 2] ?? end;
    const radius = Math.min(RADIUS, distance(before, corner) / 2, distance(corner, after) / 2);
    const [into, out] = [toward(corner, before, radius), toward(corner, after, radius)];
    return `L ${into.x} ${into.y} Q ${corner.x} ${corner.y} ${out.x} ${out.y}`;
  });
  return [`M ${start.x} ${start.y}`, ...bends, `L ${end.x} ${end.y}`].join(' ');
}

const distance = (a: Position, b: Position): number => Math.hypot(a.x - b.x, a.y - b.y);

const toward = (from: Position, to: Position, length: number): Position => {
  const whole = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * length) / whole, y: from.y + ((to.y - from.y) * length) / whole };
};
