import { areScores, type MetricRule, share } from './define';

/** Keras's default: between them lies 1/199 each. */
const THRESHOLDS = 200;

/**
 * Keras's `AUC`: the area under the ROC curve of the second of two classes, from its rates at 200 thresholds joined by
 * straight lines. A prediction passes a threshold that it is larger than; the first lies below 0 and the last above 1.
 */
export const auc: MetricRule = judged => {
  const { width } = judged;
  if (width > 2 || areScores(judged)) return null;
  /** How many predictions of each class pass so many thresholds and no more. */
  const positives = new Float64Array(THRESHOLDS);
  const negatives = new Float64Array(THRESHOLDS);
  return {
    add(outputs, labels) {
      for (const [i, label] of labels.entries()) {
        const prediction = Math.min(1, Math.max(0, outputs[i * width + width - 1] ?? 0));
        // Multiplied in float32, as Keras does it: that decides on which side of a threshold a prediction lies.
        const bucket = Math.max(0, Math.ceil(Math.fround(prediction * (THRESHOLDS - 1))) - 1);
        const counts = label === 1 ? positives : negatives;
        counts[bucket] = (counts[bucket] ?? 0) + 1;
      }
    },
    results: () => ({ validationAuc: area(positives, negatives) }),
  };
};

function area(positives: Float64Array, negatives: Float64Array): number {
  const allPositives = positives.reduce((sum, count) => sum + count, 0);
  const allNegatives = negatives.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  let truePositives = 0;
  // From the highest threshold down: each lets the next bucket pass.
  for (let i = THRESHOLDS - 1; i >= 0; i--) {
    const before = share(truePositives, allPositives);
    truePositives += positives[i] ?? 0;
    sum += (share(negatives[i] ?? 0, allNegatives) * (before + share(truePositives, allPositives))) / 2;
  }
  return sum;
}
