import { expect, test } from 'vitest';
import type { Judged } from '#main/training/metrics/define';
import { createTallies } from '#main/training/metrics/metrics';

const measure = (judged: Judged, outputs: number[], labels: number[]) => {
  const tallies = createTallies(judged);
  for (const tally of tallies) tally.add(Float32Array.from(outputs), Int32Array.from(labels));
  return Object.assign({}, ...tallies.map(tally => tally.results()));
};
const sigmoid: Judged = { loss: 'binary_crossentropy', head: 'sigmoid', width: 1 };

test('of a yes-or-no network', () => {
  expect(measure(sigmoid, [0.9, 0.6, 0.2, 0.4, 0.1], [1, 0, 1, 0, 0])).toEqual({
    validationPrecision: 1 / 2,
    validationRecall: 1 / 2,
    // Four of the six pairs of a yes and a no are in the right order.
    validationAuc: expect.closeTo(4 / 6, 6),
    validationMeanAbsoluteError: expect.closeTo((0.1 + 0.6 + 0.8 + 0.4 + 0.1) / 5, 6),
    validationMeanSquaredError: expect.closeTo((0.01 + 0.36 + 0.64 + 0.16 + 0.01) / 5, 6),
  });
});

test('where nothing is predicted, or no sample is a yes, there is no share of it: 0, as in Keras', () => {
  expect(measure(sigmoid, [0.1, 0.2], [0, 0])).toMatchObject({
    validationPrecision: 0,
    validationRecall: 0,
    validationAuc: 0,
  });
});

test('one half is no yes, and scores say yes above 0', () => {
  expect(measure(sigmoid, [0.5], [1])).toMatchObject({ validationRecall: 0 });
  expect(measure({ loss: 'hinge', head: null, width: 1 }, [0.2, -0.2], [1, 1])).toEqual({
    validationPrecision: 1,
    validationRecall: 1 / 2,
  });
});

test('top-5 accuracy is there from six classes on; a tie with the fifth counts', () => {
  const softmax = { loss: 'categorical_crossentropy', head: 'softmax' } as const;
  expect(measure({ ...softmax, width: 5 }, [1, 0, 0, 0, 0], [0])).not.toHaveProperty('validationTop5Accuracy');
  const row = [0.3, 0.2, 0.2, 0.1, 0.1, 0.1];
  expect(measure({ ...softmax, width: 6 }, row, [5])).toMatchObject({ validationTop5Accuracy: 1 });
  const last = [0.3, 0.2, 0.2, 0.15, 0.1, 0.05];
  expect(measure({ ...softmax, width: 6 }, [...last, ...last], [5, 4])).toMatchObject({ validationTop5Accuracy: 0.5 });
});
