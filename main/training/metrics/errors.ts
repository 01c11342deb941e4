import { areScores, type MetricRule, share } from './define';

/** Keras's `MeanAbsoluteError` and `MeanSquaredError`: the mean over all outputs of their distance from one-hot labels. */
export const errors: MetricRule = judged => {
  const { width } = judged;
  if (areScores(judged)) return null;
  let absolute = 0;
  let squared = 0;
  let count = 0;
  return {
    add(outputs, labels) {
      for (const [i, label] of labels.entries()) {
        for (let c = 0; c < width; c++) {
          const target = width === 1 ? label : Number(label === c);
          const error = (outputs[i * width + c] ?? Number.NaN) - target;
          absolute += Math.abs(error);
          squared += error * error;
        }
      }
      count += labels.length * width;
    },
    results: () => ({
      validationMeanAbsoluteError: share(absolute, count),
      validationMeanSquaredError: share(squared, count),
    }),
  };
};
