import type { MetricPoint } from '#shared/protocol/session';

/**
 * A run's points in the order of their steps. The array only grows, and is shared between the versions of one curve: whoever
 * reads goes no further than `length`.
 */
export interface Curve {
  readonly points: readonly MetricPoint[];
  readonly length: number;
}

export const emptyCurve: Curve = { points: [], length: 0 };

/**
 * The curve with new points at its end, in time proportional to the new ones. Points up to the last step that is known are
 * dropped: after a reconnect the same ones may arrive twice.
 */
export function extend(curve: Curve, added: readonly MetricPoint[]): Curve {
  const last = curve.points[curve.length - 1];
  const fresh = last ? added.filter(point => isAfter(point, last)) : added;
  if (fresh.length === 0) return curve;
  // Only the newest version of a curve may grow in place; from an older one a copy goes its own way.
  // Its array is ours to grow, read-only only for those who are handed it.
  const points =
    curve.length === curve.points.length ? (curve.points as MetricPoint[]) : curve.points.slice(0, curve.length);
  for (const point of fresh) points.push(point);
  return { points, length: points.length };
}

/** The curve up to a step, for a run that goes on from there. */
export function upTo({ points, length }: Curve, step: number): Curve {
  const kept = points.slice(0, length).filter(point => point.step <= step);
  return { points: kept, length: kept.length };
}

/** Validation comes as a second point at the last step of an epoch. */
function isAfter(point: MetricPoint, last: MetricPoint): boolean {
  if (point.step !== last.step) return point.step > last.step;
  return point.validationLoss !== undefined && last.validationLoss === undefined;
}
