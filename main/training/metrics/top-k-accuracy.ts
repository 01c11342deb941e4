import { type MetricRule, share } from './define';

const K = 5;

/** Keras's `TopKCategoricalAccuracy`: how often fewer than k outputs are larger than the label's. For more than k classes. */
export const topKAccuracy: MetricRule = ({ width }) => {
  if (width <= K) return null;
  let hits = 0;
  let samples = 0;
  return {
    add(outputs, labels) {
      for (const [i, label] of labels.entries()) {
        const own = outputs[i * width + label] ?? Number.NaN;
        let larger = 0;
        for (let c = 0; c < width; c++) if ((outputs[i * width + c] ?? 0) > own) larger++;
        if (larger < K) hits++;
      }
      samples += labels.length;
    },
    results: () => ({ validationTop5Accuracy: share(hits, samples) }),
  };
};
