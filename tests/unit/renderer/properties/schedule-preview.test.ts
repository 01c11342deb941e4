import { describe, expect, test } from 'vitest';
import { describePreview, previewOf } from '#renderer/properties/schedule-preview';
import { Schedule } from '#shared/training/schedules/schedules';

const run = { learningRate: 0.1, steps: 400, stepsPerEpoch: 100 };

describe('the preview', () => {
  test('holds the first and the last step, and no more points than a chart can show', () => {
    const points = previewOf(Schedule.parse({ type: 'polynomialDecay' }), { ...run, steps: 40_000 });
    expect(points).toHaveLength(300);
    expect(points[0]).toEqual({ epoch: 0, rate: 0.1 });
    expect(points.at(-1)?.epoch).toBe(399.99);
  });

  test.each([
    [{ type: 'constant' }, '0.1 at every step'],
    [{ type: 'polynomialDecay', endLearningRate: 0 }, 'From 0.1, to 0.00025 at the end'],
    [{ type: 'stepDecay' }, 'From 0.1, to 0.0125 at the end'],
    [
      { type: 'cosineDecayRestarts', tMul: 1, firstDecayEpochs: 1, alpha: 0.5 },
      'From 0.1, with 3 restarts, to 0.05 at the end',
    ],
    [{ type: 'oneCycle' }, 'From 0.004, up to 0.1 at epoch 1.19, to 4e-7 at the end'],
  ])('%j in words', (schedule, words) => {
    expect(describePreview(previewOf(Schedule.parse(schedule), run))).toBe(words);
  });
});
