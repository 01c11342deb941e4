import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimate, nearest, type Series, seriesOf, smooth, stageBorders } from '#renderer/curves/series';
import { emptyCurve, extend } from '#renderer/run/curve';

const seriesFrom = (ys: readonly number[]): Series => ys.map((y, index) => ({ x: index / 10, y, step: index }));
const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('decimate', () => {
  test('leaves a short series as it is', () => {
    const series = seriesFrom([3, 1, 2]);
    expect(decimate(series, 300)).toBe(series);
  });

  test('never draws more points than asked, keeps order, both ends and both extremes', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 2000 }), fc.integer({ min: 4, max: 300 }), (ys, most) => {
        const series = seriesFrom(ys);
        const kept = decimate(series, most);
        expect(kept.length).toBeLessThanOrEqual(Math.max(most, 1));
        expect(kept[0]).toBe(series[0]);
        expect(kept.at(-1)).toBe(series.at(-1));
        expect(Math.min(...kept.map(point => point.y))).toBe(Math.min(...ys));
        expect(Math.max(...kept.map(point => point.y))).toBe(Math.max(...ys));
        const steps = kept.map(point => point.step);
        expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
      }),
    );
  });

  test('a single spike among 100,000 points survives', () => {
    const ys = Array.from({ length: 100_000 }, () => 1);
    ys[61_803] = 50;
    expect(decimate(seriesFrom(ys), 300).some(point => point.y === 50)).toBe(true);
  });
});

describe('smooth', () => {
  test('weight 0 is the series itself', () => {
    const series = seriesFrom([1, 5, 2]);
    expect(smooth(series, 0)).toBe(series);
  });

  test('a constant stays what it is from the first point on', () => {
    for (const { y } of smooth(seriesFrom([4, 4, 4, 4]), 0.9)) expect(y).toBeCloseTo(4, 12);
  });

  test('follows the definition: weighted by 0.5, then divided by the weights so far', () => {
    const ys = smooth(seriesFrom([1, 3]), 0.5).map(point => point.y);
    expect(ys).toEqual([1, (0.25 * 1 + 0.5 * 3) / 0.75]);
  });
});

describe('nearest', () => {
  test('finds what a search through all points finds', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 1 }),
        fc.integer({ min: -600, max: 600 }),
        (xs, x) => {
          const series = [...xs].sort((a, b) => a - b).map((at, step) => ({ x: at, y: 0, step }));
          const distance = Math.min(...xs.map(at => Math.abs(at - x)));
          expect(Math.abs((nearest(series, x)?.x ?? Number.NaN) - x)).toBe(distance);
        },
      ),
    );
  });

  test('an empty series has none', () => expect(nearest([], 1)).toBeUndefined());
});

test('a series holds only the points that have the metric, with finite values', () => {
  const curve = extend(emptyCurve, [
    { step: 1, epoch: 0.5, loss: 2 },
    { step: 2, epoch: 1, loss: Number.NaN, validationLoss: 1.5 },
    { step: 3, epoch: 1.5, loss: 1 },
  ]);
  expect(seriesOf(curve, 'loss')).toEqual([
    { x: 0.5, y: 2, step: 1 },
    { x: 1.5, y: 1, step: 3 },
  ]);
  expect(seriesOf(curve, 'validationLoss')).toEqual([{ x: 1, y: 1.5, step: 2 }]);
});

test('a stage begins where the one before ended', () => {
  const at = (epoch: number, stage?: number) => ({ step: 10 * epoch, epoch, stage, loss: 1 });
  const curve = extend(emptyCurve, [at(0.5, 1), at(2, 1), at(2.1, 2), at(3, 2), at(3.4, 3)]);
  expect(stageBorders(curve)).toEqual([
    { x: 2, stage: 2 },
    { x: 3, stage: 3 },
  ]);
  expect(stageBorders(extend(emptyCurve, [at(1), at(2)]))).toEqual([]);
});
