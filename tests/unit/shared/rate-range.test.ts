import { describe, expect, test } from 'vitest';
import { hasDiverged, nextRatePoint, RATE_RANGE, type RatePoint, suggestRates } from '#shared/training/rate-range';

function curve(losses: readonly number[]): RatePoint[] {
  const points: RatePoint[] = [];
  for (const loss of losses) points.push(nextRatePoint(points, loss));
  return points;
}
const steps = (loss: (place: number) => number) => Array.from({ length: RATE_RANGE.steps }, (_, i) => loss(i));

test('the rates go from end to end by the same factor', () => {
  const rates = curve(steps(() => 1)).map(({ learningRate }) => learningRate);
  expect(rates[0]).toBe(1e-7);
  expect(rates.at(-1)).toBeCloseTo(10, 10);
  expect((rates[50] ?? 0) / (rates[49] ?? 1)).toBeCloseTo((rates[2] ?? 0) / (rates[1] ?? 1), 10);
});

test('the average is that of the values themselves where they do not change, and follows them slowly', () => {
  for (const { smoothed } of curve(steps(() => 2.5))) expect(smoothed).toBeCloseTo(2.5, 10);
  const [first, second] = curve([1, 3]);
  expect(first?.smoothed).toBeCloseTo(1, 12);
  // (0.98 · 0.02 · 1 + 0.02 · 3) / (1 − 0.98²)
  expect(second?.smoothed).toBeCloseTo((0.98 + 3) / 1.98, 12);
});

test('a loss four times the lowest, averaged, is the end', () => {
  const calm = curve(steps(() => 1).slice(0, 30));
  expect(hasDiverged(calm)).toBe(false);
  expect(hasDiverged([...calm, nextRatePoint(calm, 40)])).toBe(false);
  expect(hasDiverged([...calm, nextRatePoint(calm, 200)])).toBe(true);
});

describe('suggestions', () => {
  const at = (place: number) => curve(steps(() => 1))[place]?.learningRate ?? 0;
  const fall = (i: number) => 1 / (1 + Math.exp((i - 50) / 4)) + (i > 80 ? (i - 80) / 4 : 0);
  const points = steps(fall).map((smoothed, i) => ({ learningRate: at(i), loss: smoothed, smoothed }));

  test('the steepest fall is in the middle of the slope', () => {
    const { steepest } = suggestRates(points);
    expect(steepest).toBeGreaterThanOrEqual(at(48));
    expect(steepest).toBeLessThanOrEqual(at(52));
  });

  test('the valley is half way from where the fall begins to its end', () => {
    const { valley } = suggestRates(points);
    // It falls from the first point that counts, 10, to 80.
    expect(valley).toBeGreaterThanOrEqual(at(43));
    expect(valley).toBeLessThanOrEqual(at(47));
  });

  test('there is none where the loss never falls, or the test ended at once', () => {
    const rising = steps(i => 1 + i / 100).map((smoothed, i) => ({ learningRate: at(i), loss: smoothed, smoothed }));
    expect(suggestRates(rising)).toEqual({ steepest: null, valley: null });
    expect(suggestRates(points.slice(0, 12))).toEqual({ steepest: null, valley: null });
    expect(suggestRates([])).toEqual({ steepest: null, valley: null });
  });
});
