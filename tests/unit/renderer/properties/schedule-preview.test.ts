import { describe, expect, test } from 'vitest';
import { describePreview, previewOf } from '#renderer/properties/schedule-preview';
import { planOf } from '#shared/training/plan';
import { TrainingSettings } from '#shared/training/settings';

const plan = (settings: object) =>
  planOf(TrainingSettings.parse({ optimizer: { type: 'sgd', learningRate: 0.1 }, epochs: 4, ...settings }));

describe('the preview', () => {
  test('holds the first and the last step, and no more points than a chart can show', () => {
    const points = previewOf(plan({ schedule: { type: 'polynomialDecay' }, epochs: 400 }), 100);
    expect(points).toHaveLength(300);
    expect(points[0]).toEqual({ epoch: 0, rate: 0.1, stage: 0 });
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
    const made = plan({ schedule });
    expect(describePreview(previewOf(made, 100), made)).toBe(words);
  });

  test('goes through all stages, each from its first step to its last', () => {
    const rates = [{ nodes: ['conv'], factor: 0.2 }];
    const made = plan({
      stages: [
        { name: 'Head', epochs: 1 },
        { epochs: 3, learningRate: 0.01, rates },
      ],
    });
    const points = previewOf(made, 100);
    expect(points.find(({ epoch }) => epoch === 0.99)).toEqual({ epoch: 0.99, rate: 0.1, stage: 0 });
    expect(points.find(({ epoch }) => epoch === 1)).toEqual({ epoch: 1, rate: 0.01, stage: 1, slowest: 0.002 });
    expect(points.at(-1)?.epoch).toBe(3.99);
    expect(describePreview(points, made)).toBe('Head: 0.1 at every step. Stage 2: 0.01 at every step');
  });
});
