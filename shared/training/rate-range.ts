import { z } from 'zod';

/**
 * The learning rate range test of Smith 2017 ("Cyclical Learning Rates", arXiv:1506.01186): a short training whose learning rate
 * rises exponentially, in the form that fast.ai's `lr_find` made usual.
 */
export const RATE_RANGE = { from: 1e-7, to: 10, steps: 100 } as const;

/** One step of the test. */
export const RatePoint = z.object({
  learningRate: z.number(),
  /** Of the step's batch, before it was learned from. */
  loss: z.number(),
  /** The moving average of the losses so far. */
  smoothed: z.number(),
});
export type RatePoint = z.infer<typeof RatePoint>;

export const RateSuggestion = z.object({
  /** Where the smoothed loss falls fastest over the logarithm of the rate; `null` where it never falls. */
  steepest: z.number().nullable(),
  /** Half way down the longest fall. */
  valley: z.number().nullable(),
});
export type RateSuggestion = z.infer<typeof RateSuggestion>;

/** @param step from 0 */
export const rateOfStep = (step: number): number =>
  RATE_RANGE.from * (RATE_RANGE.to / RATE_RANGE.from) ** (step / (RATE_RANGE.steps - 1));

/** How much of the average each step keeps. */
const KEPT = 0.98;
/** The test ends when the smoothed loss is so many times the lowest. */
const DIVERGED = 4;

/** The next point from those before; the average is freed of its pull towards 0. */
export function nextRatePoint(before: readonly RatePoint[], loss: number): RatePoint {
  const count = before.length;
  const sum = (before.at(-1)?.smoothed ?? 0) * (1 - KEPT ** count);
  return {
    learningRate: rateOfStep(count),
    loss,
    smoothed: (KEPT * sum + (1 - KEPT) * loss) / (1 - KEPT ** (count + 1)),
  };
}

/** Whether the last point is past all use. */
export function hasDiverged(points: readonly RatePoint[]): boolean {
  const last = points.at(-1);
  return last !== undefined && last.smoothed > DIVERGED * Math.min(...points.map(({ smoothed }) => smoothed));
}

/** Points at both ends that say nothing: the average has to settle first, and the last ones explode. */
const SETTLING = RATE_RANGE.steps / 10;
const EXPLODING = 5;

export function suggestRates(points: readonly RatePoint[]): RateSuggestion {
  const telling = points.slice(SETTLING, -EXPLODING);
  return { steepest: steepestFall(telling), valley: middleOfLongestFall(telling) };
}

function steepestFall(points: readonly RatePoint[]): number | null {
  let steepest = 0;
  let rate: number | null = null;
  for (const [i, point] of points.entries()) {
    const next = points[i + 1];
    if (!next) break;
    const slope = (next.smoothed - point.smoothed) / Math.log(next.learningRate / point.learningRate);
    if (slope >= steepest) continue;
    steepest = slope;
    rate = point.learningRate;
  }
  return rate;
}

/** The longest fall is the longest row of points, not all of them neighbours, each of them lower than the one before. */
function middleOfLongestFall(points: readonly RatePoint[]): number | null {
  const lengths: number[] = [];
  let end = 0;
  for (const [i, { smoothed }] of points.entries()) {
    const before = points.slice(0, i).map((point, j) => (point.smoothed > smoothed ? (lengths[j] ?? 0) : 0));
    lengths.push(1 + Math.max(0, ...before));
    if ((lengths[i] ?? 0) > (lengths[end] ?? 0)) end = i;
  }
  const length = lengths[end] ?? 0;
  return length < 2 ? null : (points[Math.round(end - length / 2)]?.learningRate ?? null);
}
