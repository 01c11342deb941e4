import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Split } from '#main/data/define';
import { Model } from '#main/model/model';
import { learningOf } from '#main/session/prepare';
import { BatchStream, batchesOf } from '#main/training/batches';
import { CompiledTrainStep } from '#main/training/compiled-step';
import { EagerTrainStep } from '#main/training/eager-step';
import { asList } from '#main/training/train-step';
import { DataSettings, type DatasetInfo } from '#shared/data/dataset';
import type { Project } from '#shared/project/project';
import type { LossName } from '#shared/training/losses';
import { TrainingSettings } from '#shared/training/settings';
import { chain, normals } from '../../support/trained';
import { runKeras, toWire, WireTensor } from '../keras/run-keras';

const [HEIGHT, WIDTH, N, STEPS] = [6, 5, 8, 12];
const SIZE = HEIGHT * WIDTH * 2;
const COUNT = N * STEPS;

const SCRIPT = `
model = keras.Sequential([keras.layers.Input([${HEIGHT}, ${WIDTH}, 2]), keras.layers.Flatten(), keras.layers.Dense(args["units"], activation=args["activation"])])
model.set_weights([to_array(weight) for weight in args["weights"]])
metric = keras.metrics.CategoricalAccuracy()
model.compile(optimizer=keras.optimizers.SGD(0.05), loss=args["loss"], metrics=[metric] if args["units"] > 1 else [])
losses, hits = [], []
for x, y in args["batches"]:
    model.reset_metrics()
    logs = model.train_on_batch(to_array(x), to_array(y), class_weight={i: w for i, w in enumerate(args["class_weights"])} or None, return_dict=True)
    losses.append(float(logs["loss"]))
    hits.append(float(logs.get("categorical_accuracy", 0)))
result = {"losses": losses, "hits": hits, "weights": [from_array(weight) for weight in model.get_weights()]}
`;
const Answer = z.object({ losses: z.array(z.number()), hits: z.array(z.number()), weights: z.array(WireTensor) });

const samples = normals(COUNT * SIZE, 5);
/** The first class is the largest, so that balanced weights differ. */
const labelsOf = (classes: number) =>
  Int32Array.from({ length: COUNT }, (_, i) => Math.max(0, (i % (classes + 2)) - 2));

const splitOf = (labels: Int32Array): Split => ({
  count: COUNT,
  labels,
  async gather(indices, into) {
    for (const [at, index] of Array.from(indices).entries())
      into.set(samples.subarray(index * SIZE, (index + 1) * SIZE), at * SIZE);
  },
});

function project(loss: LossName, units: number, activation: string, classWeights: 'none' | 'balanced'): Project {
  const layers = chain(['input', { shape: [HEIGHT, WIDTH, 2] }], ['flatten'], ['dense', { units, activation }]);
  const augmentations = [
    { type: 'mixup', alpha: 0.8, probability: 0.7 },
    { type: 'cutmix', alpha: 1 },
  ];
  return {
    ...layers,
    data: DataSettings.parse({ dataset: 'made', augmentations }),
    training: TrainingSettings.parse({
      loss,
      classWeights,
      batchSize: N,
      optimizer: { type: 'sgd', learningRate: 0.05 },
    }),
  };
}

async function trainHere(made: Project, units: number, kind: string) {
  const classes = Math.max(2, units);
  const split = splitOf(labelsOf(classes));
  const names = Array.from({ length: classes }, (_, i) => `${i}`);
  const info: DatasetInfo = {
    id: 'made',
    title: 'Made',
    summary: '',
    kind: 'image',
    sampleShape: [HEIGHT, WIDTH, 2],
    ...{ classes: names, trainingSamples: COUNT, validationSamples: 0, optionsSchema: {} },
  };
  const data = {
    info: info,
    training: split,
    validation: split,
    fingerprint: '',
  };
  const { goals, parts } = await learningOf(made, data);
  const model = new Model(tf, made, 3);
  const weights = (await model.read()).map(({ shape, values }) => toWire(shape, values));
  const settings = { ...made.training, goals, frozen: new Set<string>(), rates: [] };
  const step =
    kind === 'eager' ? new EagerTrainStep(tf, model, settings) : new CompiledTrainStep(tf, model, settings, [N]);
  const all = Uint32Array.from({ length: COUNT }, (_, i) => i);
  const stream = new BatchStream(tf, split, batchesOf(all, N), parts, { seed: 1, epoch: 2 });
  const [batches, losses, hits] = [[] as unknown[], [] as number[], [] as number[]];
  for (let number = 1; ; number++) {
    const batch = await stream.next();
    if (!batch) break;
    const [x, y] = [asList(batch.samples)[0], asList(batch.labels)[0]];
    if (!x || !y) throw new Error('A batch has samples and labels.');
    expect(y.shape).toEqual([N, units]);
    batches.push([x, y].map(tensor => toWire(tensor.shape, Float32Array.from(tensor.dataSync()))));
    const outcome = step.run(batch, number, 0.05);
    losses.push(outcome.loss.dataSync()[0] ?? Number.NaN);
    hits.push((outcome.correct.dataSync()[0] ?? Number.NaN) / N);
    stream.done(batch);
  }
  step.dispose();
  model.dispose();
  return { weights, batches, losses, hits, goals };
}

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

describe.each<[LossName, number, string, 'none' | 'balanced']>([
  ['sparse_categorical_crossentropy', 3, 'softmax', 'none'],
  ['sparse_categorical_crossentropy', 3, 'softmax', 'balanced'],
  ['categorical_crossentropy', 3, 'softmax', 'none'],
  ['kl_divergence', 3, 'softmax', 'none'],
  ['categorical_hinge', 3, 'linear', 'none'],
  ['mean_squared_error', 3, 'softmax', 'none'],
  ['binary_crossentropy', 1, 'sigmoid', 'none'],
])('%s of mixed samples, %i outputs after %s, class weights %s', (loss, units, activation, classWeights) => {
  test.each(['eager', 'compiled'])("is Keras's on the same batches, with the %s step", async kind => {
    const made = project(loss, units, activation, classWeights);
    const { weights, batches, losses, hits, goals } = await trainHere(made, units, kind);
    const weightOfClass = goals[0]?.weightOfClass;
    const keras = await runKeras(
      SCRIPT,
      {
        ...{ units, activation, weights, batches },
        // Keras has no sparse cross-entropy of rows.
        loss: loss === 'sparse_categorical_crossentropy' ? 'categorical_crossentropy' : loss,
        class_weights: [...(weightOfClass ?? [])],
      },
      Answer,
    );
    expect(losses).toHaveLength(STEPS);
    for (const [i, value] of losses.entries())
      expect(Math.abs(value - (keras.losses[i] ?? Number.NaN))).toBeLessThan(1e-4);
    if (units > 1) for (const [i, value] of hits.entries()) expect(value).toBeCloseTo(keras.hits[i] ?? Number.NaN, 5);
  });
});
