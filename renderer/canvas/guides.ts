import type { Box } from '../document/align';

/** A line that a dragged box was drawn to; `at` is its x where it is vertical, else its y. Pixels at zoom 1. */
export interface Guide {
  readonly vertical: boolean;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Held {
  /** How far the box has to move to lie on the guides. */
  readonly dx: number;
  readonly dy: number;
  readonly guides: readonly Guide[];
}

type Rectangle = Omit<Box, 'id'>;

/** Start, middle and end along one axis. */
const lines = (start: number, size: number): readonly number[] => [start, start + size / 2, start + size];

interface Match {
  readonly by: number;
  readonly at: number;
  readonly other: Rectangle;
}

/** The nearest of the others' edges and middles that one of the box's own comes near to. */
function nearest(
  own: readonly number[],
  others: readonly Rectangle[],
  reach: number,
  of: (box: Rectangle) => readonly number[],
): Match | null {
  let best: Match | null = null;
  for (const other of others) {
    for (const at of of(other)) {
      for (const line of own) {
        const by = at - line;
        if (Math.abs(by) <= reach && (best === null || Math.abs(by) < Math.abs(best.by))) best = { by, at, other };
      }
    }
  }
  return best;
}

/**
 * How a dragged box holds to the edges and middles of others.
 * @param reach how near it must come, in pixels at zoom 1
 */
export function holdToGuides(box: Rectangle, others: readonly Rectangle[], reach: number): Held {
  const x = nearest(lines(box.x, box.width), others, reach, other => lines(other.x, other.width));
  const y = nearest(lines(box.y, box.height), others, reach, other => lines(other.y, other.height));
  const placed = { ...box, x: box.x + (x?.by ?? 0), y: box.y + (y?.by ?? 0) };
  const guides: Guide[] = [];
  if (x) {
    const ends = [placed.y, placed.y + placed.height, x.other.y, x.other.y + x.other.height];
    guides.push({ vertical: true, at: x.at, from: Math.min(...ends), to: Math.max(...ends) });
  }
  if (y) {
    const ends = [placed.x, placed.x + placed.width, y.other.x, y.other.x + y.other.width];
    guides.push({ vertical: false, at: y.at, from: Math.min(...ends), to: Math.max(...ends) });
  }
  return { dx: x?.by ?? 0, dy: y?.by ?? 0, guides };
}
