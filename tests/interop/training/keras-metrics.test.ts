import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createRandom } from '#main/random/random';
import type { Judged } from '#main/training/metrics/define';
import { createTallies } from '#main/training/metrics/metrics';
import { runKeras, toWire } from '../keras/run-keras';

/** Keras's own metrics of the same predictions, handed over in the same batches. */
const SCRIPT = `
m = keras.metrics
width, classes = args["width"], max(2, args["width"])
binary = classes == 2
column = (lambda p: p[:, -1]) if binary else (lambda p: p)
found = {"validationPrecision": m.Precision(thresholds=args["threshold"]), "validationRecall": m.Recall(thresholds=args["threshold"])}
if binary:
    found["validationAuc"] = m.AUC(num_thresholds=200, summation_method="interpolation")
elementwise = {"validationMeanAbsoluteError": m.MeanAbsoluteError(), "validationMeanSquaredError": m.MeanSquaredError()}
top = {"validationTop5Accuracy": m.TopKCategoricalAccuracy(k=5)} if classes > 5 else {}
predictions, labels = to_array(args["predictions"]), np.array(args["labels"])
for start in range(0, len(labels), args["batch"]):
    p, y = predictions[start:start + args["batch"]], labels[start:start + args["batch"]]
    one_hot = np.eye(classes, dtype="float32")[y]
    rows = y[:, None].astype("float32") if width == 1 else one_hot
    for metric in found.values():
        metric.update_state(y.astype("float32") if binary else one_hot, column(p))
    for metric in elementwise.values():
        metric.update_state(rows, p)
    for metric in top.values():
        metric.update_state(one_hot, p)
result = {name: float(metric.result()) for name, metric in {**found, **elementwise, **top}.items()}
`;

const COUNT = 1237;
const BATCH = 100;

/** Predictions that are right more often than not. Some are equal to each other, to a threshold, to 0 or to 1. */
function predictions(width: number, seed: number, make: (raw: readonly number[]) => readonly number[]) {
  const random = createRandom(seed, 'metrics');
  const labels = Int32Array.from({ length: COUNT }, () => random.integer(Math.max(2, width)));
  const rows = [...labels].map((label, i) => {
    const raw = Array.from({ length: width }, (_, c) => {
      const pull = width === 1 ? label - 0.5 : Number(c === label);
      return 4 * (random.uniform() - 0.5) + 2 * pull;
    });
    const made = make(raw);
    // Thresholds of Keras's AUC are whole 199ths.
    return i % 5 === 0 ? made.map(value => Math.round(value * 199) / 199) : i % 7 === 0 ? made.map(Math.round) : made;
  });
  return { labels, outputs: Float32Array.from(rows.flat()) };
}

const sigmoid = (raw: readonly number[]) => raw.map(x => 1 / (1 + Math.exp(-x)));
const softmax = (raw: readonly number[]) => {
  const sum = raw.reduce((all, x) => all + Math.exp(x), 0);
  return raw.map(x => Math.exp(x) / sum);
};
const linear = (raw: readonly number[]) => raw;

const cases: [string, Judged, (raw: readonly number[]) => readonly number[], string[]][] = [
  ['one sigmoid', { loss: 'binary_crossentropy', head: 'sigmoid', width: 1 }, sigmoid, ['Auc', 'Precision']],
  ['one linear output', { loss: 'mean_squared_error', head: null, width: 1 }, linear, ['Auc', 'Precision']],
  ['one score', { loss: 'hinge', head: null, width: 1 }, linear, ['Precision']],
  ['softmax of 2', { loss: 'categorical_crossentropy', head: 'softmax', width: 2 }, softmax, ['Auc', 'Recall']],
  ['softmax of 4', { loss: 'kl_divergence', head: 'softmax', width: 4 }, softmax, ['Recall', 'MeanSquaredError']],
  ['softmax of 10', { loss: 'sparse_categorical_crossentropy', head: 'softmax', width: 10 }, softmax, ['Top5Accuracy']],
  ['10 scores', { loss: 'categorical_hinge', head: null, width: 10 }, linear, ['Top5Accuracy']],
  ['10 relus', { loss: 'huber', head: null, width: 10 }, raw => raw.map(x => Math.max(0, x)), ['Top5Accuracy']],
];

describe('the same predictions have the metrics that Keras gives them', () => {
  test.each(cases)('%s', async (_name, judged, make, expected) => {
    const { width } = judged;
    const { labels, outputs } = predictions(width, 7, make);
    const tallies = createTallies(judged);
    for (let start = 0; start < COUNT; start += BATCH) {
      const end = Math.min(COUNT, start + BATCH);
      for (const tally of tallies) tally.add(outputs.subarray(start * width, end * width), labels.subarray(start, end));
    }
    const ours: Record<string, number> = Object.assign({}, ...tallies.map(tally => tally.results()));
    const keras = await runKeras(
      SCRIPT,
      {
        width,
        threshold: judged.loss === 'hinge' ? 0 : 0.5,
        batch: BATCH,
        predictions: toWire([COUNT, width], outputs),
        labels: [...labels],
      },
      z.record(z.string(), z.number()),
    );
    for (const name of expected) expect(ours).toHaveProperty(`validation${name}`);
    for (const [name, value] of Object.entries(ours)) {
      expect(Math.abs(value - (keras[name] ?? Number.NaN)), name).toBeLessThan(1e-5);
      // Neither the best nor the worst there is, so that both agreeing means something.
      expect(value).toBeGreaterThan(0.01);
      if (!name.includes('Error')) expect(value).toBeLessThan(0.999);
    }
  });
});
