import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Model } from '#main/model/model';
import { CompiledTrainStep } from '#main/training/compiled-step';
import { EagerTrainStep } from '#main/training/eager-step';
import type { TrainStep } from '#main/training/train-step';
import { layers } from '#shared/layers/catalogue';
import type { Project } from '#shared/project/project';
import { type LossName, lossSpec } from '#shared/training/losses';
import { Optimizer, optimizerNames } from '#shared/training/optimizers';
import { chain } from '../../support/trained';
import { fromWire, runKeras, toWire, WireTensor } from '../keras/run-keras';

/** The same network, weights and batches in Keras and here: after 20 steps both must have learned the same. */
const STEPS = 20;
const BATCH = 8;
const TOLERANCE = 1e-4;

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

const picture = chain(
  ['input', { shape: [8, 8, 2] }],
  ['conv2d', { filters: 4, kernelSize: [3, 3], activation: 'relu', padding: 'same' }],
  ['maxPooling2d'],
  ['batchNormalization', { momentum: 0.8 }],
  ['conv2d', { filters: 6, kernelSize: [2, 2], strides: [2, 2], activation: 'tanh' }],
  ['flatten'],
  ['dense', { units: 12, activation: 'relu' }],
  ['dense', { units: 3, activation: 'softmax' }],
);
const points = chain(
  ['input', { shape: [2] }],
  ['dense', { units: 16, activation: 'relu' }],
  ['dense', { units: 16, activation: 'elu' }],
  ['dense', { units: 1, activation: 'sigmoid' }],
);

const KERAS = `
model = keras.Sequential([getattr(keras.layers, name)(**config) for name, config in args["layers"]])
for name, weights in args["weights"].items():
    model.get_layer(name).set_weights([to_array(weight) for weight in weights])
config = {name: float(value) if type(value) is int else value for name, value in args["optimizer"]["config"].items()}
optimizer = getattr(keras.optimizers, args["optimizer"]["class"])(**config)
model.compile(optimizer=optimizer, loss=args["loss"], metrics=["accuracy"])
losses, accuracies = [], []
for samples, labels in zip(to_array(args["samples"]), to_array(args["labels"])):
    model.reset_metrics()
    loss, accuracy = model.train_on_batch(samples, labels)
    losses.append(float(loss))
    accuracies.append(float(accuracy))
result = {
    "losses": losses,
    "accuracies": accuracies,
    "weights": [from_array(weight) for layer in model.layers for weight in layer.get_weights()],
}`;
const KerasResult = z.object({
  losses: z.array(z.number()),
  accuracies: z.array(z.number()),
  weights: z.array(WireTensor),
});

const snakeCase = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
const kerasOptimizer = ({ type, ...config }: Optimizer) => ({
  class: optimizerNames[type],
  config: Object.fromEntries(
    Object.entries(config).map(([name, value]) => [name.replace(/(\d)/, '_$1').replace(/[A-Z]/g, snakeCase), value]),
  ),
});

/** Batches whose labels follow from the samples, so that there is something to learn. */
function batches(sampleShape: readonly number[], classes: number) {
  const size = sampleShape.reduce((product, dim) => product * dim, 1);
  const samples = Float32Array.from(tf.randomNormal([STEPS * BATCH * size], 0, 1, 'float32', 17).dataSync<'float32'>());
  const labels = Int32Array.from({ length: STEPS * BATCH }, (_, i) => {
    const sum = samples.subarray(i * size, (i + 1) * size).reduce((all, value) => all + value, 0);
    return Math.min(classes - 1, Math.max(0, Math.floor((sum / Math.sqrt(size) + 1) * (classes / 2))));
  });
  return { samples, labels, size };
}

async function both(project: Project, classes: number, create: (model: Model) => TrainStep) {
  const model = new Model(tf, project, 3);
  const first = await model.read();
  const { samples, labels, size } = batches(model.sampleShape, classes);
  const { loss, optimizer } = project.training;
  const oneHot = lossSpec(loss).target === 'one-hot' && classes > 2;
  const weightsOf = (node: string) =>
    first.filter(({ name }) => name.startsWith(`${node}/`)).map(({ shape, values }) => toWire(shape, values));
  const keras = await runKeras(
    KERAS,
    {
      layers: project.graph.nodes.map(({ id, type, params }) => {
        const layer = layers.get(type);
        return [layer?.kerasClass, { ...layer?.kerasConfig(params), name: id }];
      }),
      weights: Object.fromEntries(
        project.graph.nodes.map(({ id }) => [id, weightsOf(id)] as const).filter(([, weights]) => weights.length > 0),
      ),
      optimizer: kerasOptimizer(optimizer),
      loss,
      samples: toWire([STEPS, BATCH, ...model.sampleShape], samples),
      labels: oneHot
        ? toWire(
            [STEPS, BATCH, classes],
            Float32Array.from(
              [...labels].flatMap(label => Array.from({ length: classes }, (_, c) => Number(c === label))),
            ),
          )
        : toWire([STEPS, BATCH, 1], Float32Array.from(labels)),
    },
    KerasResult,
  );
  const step = create(model);
  const losses: number[] = [];
  const accuracies: number[] = [];
  for (let number = 0; number < STEPS; number++) {
    const from = number * BATCH;
    const batch = {
      samples: tf.tensor(samples.slice(from * size, (from + BATCH) * size), [BATCH, ...model.sampleShape]),
      labels: tf.tensor1d(labels.slice(from, from + BATCH), 'int32'),
    };
    const outcome = step.run(batch, number + 1, optimizer.learningRate);
    losses.push(outcome.loss.dataSync()[0] ?? Number.NaN);
    accuracies.push((outcome.correct.dataSync()[0] ?? Number.NaN) / BATCH);
  }
  step.syncWeights();
  const weights = await model.read();
  step.dispose();
  model.dispose();
  return { keras, ours: { losses, accuracies, weights }, first };
}

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Number.NaN))), 0);

const cases: [string, Project, LossName, number, Optimizer][] = [
  [
    'pictures, Adam',
    picture,
    'sparse_categorical_crossentropy',
    3,
    Optimizer.parse({ type: 'adam', learningRate: 0.01 }),
  ],
  [
    'pictures, SGD with Nesterov momentum',
    picture,
    'categorical_crossentropy',
    3,
    Optimizer.parse({ type: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: true }),
  ],
  [
    'pictures, RMSprop with momentum',
    picture,
    'mean_squared_error',
    3,
    Optimizer.parse({ type: 'rmsprop', momentum: 0.5 }),
  ],
  [
    'points, Adam',
    points,
    'binary_crossentropy',
    2,
    Optimizer.parse({ type: 'adam', beta1: 0.8, learningRate: 0.005 }),
  ],
  ['points, SGD', points, 'mean_squared_error', 2, Optimizer.parse({ type: 'sgd', learningRate: 0.1 })],
  ['points, SGD with momentum', points, 'binary_crossentropy', 2, Optimizer.parse({ type: 'sgd', momentum: 0.9 })],
  ['points, RMSprop', points, 'binary_crossentropy', 2, Optimizer.parse({ type: 'rmsprop', rho: 0.95 })],
];

describe.each(cases)('%s', (_, project, loss, classes, optimizer) => {
  const training = { ...project.training, loss, optimizer, batchSize: BATCH };
  test.each([
    ['eager', (model: Model) => new EagerTrainStep(tf, model, training)],
    ['compiled', (model: Model) => new CompiledTrainStep(tf, model, training, [BATCH])],
  ] as const)('the %s step learns what Keras learns', async (_name, create) => {
    const { keras, ours, first } = await both({ ...project, training }, classes, create);
    expect(largestDifference(ours.losses, keras.losses)).toBeLessThan(TOLERANCE);
    expect(ours.accuracies).toEqual(keras.accuracies.map(value => expect.closeTo(value, 5)));
    expect(keras.weights).toHaveLength(ours.weights.length);
    let moved = 0;
    for (const [i, { values }] of ours.weights.entries()) {
      const theirs = keras.weights[i];
      if (!theirs) throw new Error('a weight is missing');
      expect(largestDifference(values, fromWire(theirs))).toBeLessThan(TOLERANCE);
      moved = Math.max(moved, largestDifference(values, first[i]?.values ?? []));
    }
    // That both agree would mean little if neither had moved.
    expect(moved).toBeGreaterThan(100 * TOLERANCE);
  });
});
