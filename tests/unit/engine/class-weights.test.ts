import { expect, test } from 'vitest';
import { balancedClassWeights } from '#main/training/class-weights';

test('each class counts the same, and a sample 1 on average', () => {
  const labels = Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1, 2);
  const weights = balancedClassWeights(labels, 3);
  expect([...weights]).toEqual([expect.closeTo(0.5, 6), 1.5, 3]);
  expect(labels.reduce((sum, label) => sum + (weights[label] ?? 0), 0)).toBeCloseTo(labels.length, 6);
});

test('a class without samples has no weight, and the others are finite', () => {
  expect([...balancedClassWeights([0, 0, 2], 3)]).toEqual([0.5, 0, 1]);
});
