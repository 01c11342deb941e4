import { decisionThreshold } from '../objective';
import { areScores, type MetricRule, share } from './define';

/**
 * Keras's `Precision` and `Recall`. Of two classes the second is the one looked for (with two outputs, `class_id=1`). Of more,
 * every output above the threshold counts, whichever class it names (Keras's sums over one-hot labels).
 */
export const precisionRecall: MetricRule = judged => {
  const { loss, head, width } = judged;
  if (width > 1 && areScores(judged)) return null;
  const threshold = decisionThreshold(loss, head);
  const first = width === 2 ? 1 : 0;
  let truePositives = 0;
  let positives = 0;
  let predicted = 0;
  return {
    add(outputs, labels) {
      for (const [i, label] of labels.entries()) {
        for (let c = first; c < width; c++) {
          const isPositive = Number(width === 1 ? label === 1 : label === c);
          const isPredicted = Number((outputs[i * width + c] ?? 0) > threshold);
          positives += isPositive;
          predicted += isPredicted;
          truePositives += isPositive * isPredicted;
        }
      }
    },
    results: () => ({
      validationPrecision: share(truePositives, predicted),
      validationRecall: share(truePositives, positives),
    }),
  };
};
