import { describe, expect, test } from 'vitest';
import { besideChart, besides } from '#renderer/curves/beside';
import type { MetricPoint } from '#shared/protocol/session';

const curve = (...points: MetricPoint[]) => ({ points, length: points.length });

describe('beside the loss stands', () => {
  test('of one output its accuracy first, and what else was validated', () => {
    const points: MetricPoint[] = [
      { step: 1, epoch: 0.5, loss: 1, accuracy: 0.5 },
      { step: 2, epoch: 1, validationLoss: 1, validationAccuracy: 0.5, metrics: { validationRecall: 0.4 } },
      { step: 3, epoch: 1.5, loss: 1, accuracy: 0.5 },
    ];
    expect(besides(curve(...points))).toEqual(['accuracy', 'validationRecall', 'learningRate']);
  });

  test('of several outputs what each measures, their losses first, and no accuracy of them all', () => {
    const points: MetricPoint[] = [
      { step: 2, epoch: 1, loss: 1, metrics: { kind_loss: 1, kind_accuracy: 0.5, again_loss: 2 } },
      {
        step: 2,
        epoch: 1,
        validationLoss: 1,
        metrics: { val_kind_loss: 1, val_kind_accuracy: 0.5, val_again_loss: 2, val_again_mean_absolute_error: 3 },
      },
    ];
    const names = ['kind_loss', 'again_loss', 'kind_accuracy', 'again_mean_absolute_error', 'learningRate'];
    expect([...besides(curve(...points))].sort()).toEqual([...names].sort());
    expect(
      besides(curve(...points))
        .slice(0, 2)
        .every(name => name.endsWith('_loss')),
    ).toBe(true);
    expect(besideChart('kind_loss').metrics).toEqual({ training: 'kind_loss', validation: 'val_kind_loss' });
    expect([besideChart('kind_accuracy').share, besideChart('kind_loss').share]).toEqual([true, false]);
  });
});
