import { expect, test } from 'vitest';
import { linesOf, MOST_POINTS, rowsOf, shareTicks } from '#renderer/curves/lines';
import { emptyCurve, extend } from '#renderer/run/curve';

const metrics = { training: 'loss', validation: 'validationLoss' } as const;
const plain = { smoothing: 0, logScale: false };
const curve = extend(
  emptyCurve,
  Array.from({ length: 5000 }, (_, i) => ({
    step: i + 1,
    epoch: (i + 1) / 500,
    loss: Math.sin(i),
    ...((i + 1) % 500 === 0 ? { validationLoss: 1 / (i + 1) } : {}),
  })),
);

test('draws at most 300 points a line, also when smoothed with what was measured behind it', () => {
  for (const line of linesOf(curve, metrics, { smoothing: 0.9, logScale: false })) {
    expect(line.series.length).toBeLessThanOrEqual(MOST_POINTS);
    expect(line.raw?.length ?? 0).toBeLessThanOrEqual(MOST_POINTS);
  }
});

test('validation is not smoothed: it has few points', () => {
  const [, validation] = linesOf(curve, metrics, { smoothing: 0.9, logScale: false });
  expect(validation?.series.map(point => point.y)).toEqual(Array.from({ length: 10 }, (_, i) => 1 / ((i + 1) * 500)));
});

test('a logarithmic scale leaves out what has no logarithm', () => {
  const [training] = linesOf(curve, metrics, { smoothing: 0, logScale: true });
  expect(training?.series.every(point => point.y > 0)).toBe(true);
});

test('a metric without values has no line', () => {
  expect(linesOf(curve, { training: 'accuracy', validation: 'validationAccuracy' }, plain)).toEqual([]);
});

test('rows are in the order of the epochs and hold each line under its key', () => {
  const behind = extend(emptyCurve, [{ step: 1, epoch: 0.25, loss: 9 }]);
  const front = extend(emptyCurve, [
    { step: 1, epoch: 0.5, loss: 3 },
    { step: 2, epoch: 1, loss: 2, validationLoss: 4 },
  ]);
  const lines = [...linesOf(behind, metrics, plain, 'other'), ...linesOf(front, metrics, plain)];
  expect(rowsOf(lines)).toEqual([
    { x: 0.25, 'compared-training': 9 },
    { x: 0.5, training: 3 },
    { x: 1, training: 2, validation: 4 },
  ]);
});

test("an accuracy's axis ends at 1 and begins at a round value below its lowest point", () => {
  const marks = (...values: number[]) => {
    const points = values.map((accuracy, i) => ({ step: i + 1, epoch: i, accuracy }));
    const lines = linesOf(extend(emptyCurve, points), { training: 'accuracy', validation: 'loss' }, plain);
    return shareTicks(lines).map(mark => Number(mark.toFixed(6)));
  };
  expect(marks(0.1, 0.9)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(marks(0, 1)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(marks(0.41, 0.9)).toEqual([0.25, 0.5, 0.75, 1]);
  expect(marks(0.8)).toEqual([0.8, 0.9, 1]);
  expect(marks(0.965, 0.99)).toEqual([0.96, 0.98, 1]);
  expect(marks(1)).toEqual([0.99, 1]);
});
