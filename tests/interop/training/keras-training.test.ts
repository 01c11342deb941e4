import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CompiledTrainStep } from '#main/training/compiled-step';
import { EagerTrainStep } from '#main/training/eager-step';
import type { GraphNode } from '#shared/graph/graph';
import { LOSS_NAMES, type LossName } from '#shared/training/losses';
import { OPTIMIZER_TYPES, Optimizer } from '#shared/training/optimizers';
import { TrainingSettings } from '#shared/training/settings';
import { chain } from '../../support/trained';
import { BATCH, STEPS, type Training, trainHere, trainInKeras } from './side-by-side';

/** From the same weights, by the same batches, step for step both must learn the same. */
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
const points = (last: GraphNode['params']) =>
  chain(
    ['input', { shape: [2] }],
    ['dense', { units: 16, activation: 'relu' }],
    ['dense', { units: 16, activation: 'elu' }],
    ['dense', last],
  );
const yesOrNo = points({ units: 1, activation: 'sigmoid' });

type Settings = Parameters<typeof TrainingSettings.parse>[0];
const training = (project: Training['project'], classes: number, settings: Settings): Training => ({
  project: { ...project, training: TrainingSettings.parse(settings) },
  classes,
});

const optimizers: [string, Training][] = [
  { type: 'sgd', learningRate: 0.1 },
  { type: 'sgd', learningRate: 0.05, momentum: 0.9 },
  { type: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: true },
  { type: 'adam', beta1: 0.8, learningRate: 0.005 },
  { type: 'adamw', learningRate: 0.005, weightDecay: 0.5 },
  { type: 'rmsprop', rho: 0.95, learningRate: 0.005 },
  { type: 'rmsprop', momentum: 0.5, learningRate: 0.005 },
  { type: 'adagrad', learningRate: 0.1 },
].map(optimizer => [
  JSON.stringify(optimizer),
  training(yesOrNo, 2, { loss: 'binary_crossentropy', optimizer: Optimizer.parse(optimizer) }),
]);

const adam = Optimizer.parse({ type: 'adam', learningRate: 0.005 });
const sgd = Optimizer.parse({ type: 'sgd', learningRate: 0.05, momentum: 0.5 });
const losses: [string, Training][] = (
  [
    ['sparse_categorical_crossentropy', 3, 'softmax', 3],
    ['sparse_categorical_crossentropy', 3, 'softplus', 3],
    ['categorical_crossentropy', 3, 'softmax', 3],
    ['categorical_crossentropy', 3, 'softplus', 3],
    ['binary_crossentropy', 1, 'sigmoid', 2],
    ['kl_divergence', 3, 'softmax', 3],
    ['kl_divergence', 3, 'softplus', 3],
    ['hinge', 1, 'linear', 2],
    ['hinge', 1, 'tanh', 2],
    ['categorical_hinge', 3, 'linear', 3],
    // Outputs of exactly 0 tie with each other, and meet their targets.
    ['categorical_hinge', 3, 'relu', 3],
    ['mean_squared_error', 1, 'linear', 2],
    ['mean_squared_error', 3, 'softmax', 3],
    ['mean_absolute_error', 1, 'sigmoid', 2],
    ['mean_absolute_error', 3, 'relu', 3],
    ['huber', 1, 'linear', 2],
    ['huber', 3, 'softmax', 3],
  ] satisfies [LossName, number, string, number][]
).map(([loss, units, activation, classes]) => [
  `${loss}, ${units} × ${activation}`,
  training(points({ units, activation }), classes, { loss, optimizer: sgd }),
]);

const pictures: [string, Training][] = [
  ['Adam', training(picture, 3, { loss: 'sparse_categorical_crossentropy', optimizer: adam })],
  [
    'SGD with Nesterov momentum',
    training(picture, 3, {
      loss: 'categorical_crossentropy',
      optimizer: { type: 'sgd', learningRate: 0.02, momentum: 0.9, nesterov: true },
    }),
  ],
  [
    'RMSprop with momentum',
    training(picture, 3, { loss: 'mean_squared_error', optimizer: { type: 'rmsprop', momentum: 0.5 } }),
  ],
];

const clipped = { loss: 'binary_crossentropy', optimizer: { type: 'sgd', learningRate: 0.5 } };
const averaged = { loss: 'binary_crossentropy', optimizer: { type: 'adam', learningRate: 0.01 } };
const regularized = chain(
  ['input', { shape: [6, 6, 2] }],
  [
    'conv2d',
    { filters: 4, activation: 'relu', kernelRegularizer: { l1: 0.01, l2: 0.05 }, biasRegularizer: { l2: 0.3 } },
  ],
  ['flatten'],
  // Biases begin at 0, where the slope of L1 is 0 too.
  ['dense', { units: 6, activation: 'tanh', kernelRegularizer: { l2: 0.02 }, biasRegularizer: { l1: 0.05 } }],
  ['dense', { units: 3, activation: 'softmax', kernelRegularizer: { l1: 0.02 } }],
);
const constrained = chain(
  ['input', { shape: [6, 6, 2] }],
  [
    'conv2d',
    {
      filters: 4,
      activation: 'relu',
      kernelConstraint: { type: 'max_norm', maxValue: 0.8, axis: [0, 1, 2] },
      biasConstraint: { type: 'non_neg' },
    },
  ],
  ['batchNormalization', { momentum: 0.8, gammaConstraint: { type: 'max_norm', maxValue: 1.9 } }],
  ['flatten'],
  ['dense', { units: 6, activation: 'tanh', kernelConstraint: { type: 'unit_norm' } }],
  [
    'dense',
    {
      units: 3,
      activation: 'softmax',
      kernelConstraint: { type: 'min_max_norm', minValue: 0.5, maxValue: 1.2, rate: 0.3, axis: [-1] },
    },
  ],
);
const active = chain(
  ['input', { shape: [6, 6, 2] }],
  ['conv2d', { filters: 4, activation: 'relu', activityRegularizer: { l1: 0.01, l2: 0.02 } }],
  ['activityRegularization', { l1: 0.005 }],
  ['reshape', { targetShape: [4, 16] }],
  ['lstm', { units: 5, returnSequences: true, activityRegularizer: { l2: 0.1 } }],
  ['gru', { units: 4, activityRegularizer: { l1: 0.02 } }],
  ['dense', { units: 3, activation: 'softmax', activityRegularizer: { l2: 0.3 }, kernelRegularizer: { l2: 0.02 } }],
);
const settings: [string, Training][] = [
  ['activity regularizers, of a layer that ends with softmax as well', training(active, 3, { optimizer: sgd })],
  ['constraints', training(constrained, 3, { optimizer: sgd })],
  [
    'constraints after use_ema and ema_overwrite_frequency',
    training(constrained, 3, {
      optimizer: adam,
      weightAverage: { enabled: true, momentum: 0.9, overwriteFrequency: 7 },
    }),
  ],
  ['l1 and l2 regularizers', training(regularized, 3, { optimizer: sgd })],
  ['global_clipnorm', training(yesOrNo, 2, { ...clipped, gradientClipping: 'global_norm', clippingThreshold: 0.1 })],
  ['clipvalue', training(yesOrNo, 2, { ...clipped, gradientClipping: 'value', clippingThreshold: 0.01 })],
  ['use_ema', training(yesOrNo, 2, { ...averaged, weightAverage: { enabled: true, momentum: 0.95 } })],
  [
    'use_ema with ema_overwrite_frequency',
    training(picture, 3, { optimizer: adam, weightAverage: { enabled: true, momentum: 0.9, overwriteFrequency: 7 } }),
  ],
  [
    'class_weight',
    {
      ...training(points({ units: 3, activation: 'softmax' }), 3, { optimizer: sgd }),
      weightOfClass: Float32Array.of(0.5, 2.5, 1),
    },
  ],
];

test('mixed precision learns what it learns in Keras, as near as eight bits of mantissa allow', async () => {
  const optimizer = { type: 'sgd', learningRate: 0.05, momentum: 0.5 };
  const mixed = training(picture, 3, { optimizer, precision: 'mixed_bfloat16' });
  const keras = await trainInKeras(mixed);
  const ours = await trainHere(mixed, (model, step) => new CompiledTrainStep(tf, model, step, [BATCH], BATCH));
  const full = await trainHere(mixed, (model, step) => new EagerTrainStep(tf, model, step));
  // Rounding moves a value by 2⁻⁹ of itself; over a few layers and 50 steps the curves part by some times that.
  expect(largestDifference(ours.losses.slice(0, 1), keras.losses.slice(0, 1))).toBeLessThan(2 ** -7);
  // How much that is depends on the processor's kernels: two roundings part by up to twice what Keras's own parts from float32.
  const rounding = largestDifference(keras.losses, full.losses);
  expect(largestDifference(ours.losses, keras.losses)).toBeLessThan(Math.max(2 ** -4, 2 * rounding));
  expect(Math.abs(ours.evaluated - keras.evaluated)).toBeLessThan(2 ** -4);
  expect(ours.losses).not.toEqual(full.losses);
});

test('each optimizer and each loss is compared', () => {
  const used = (cases: [string, Training][]) => cases.map(([, { project }]) => project.training);
  expect(new Set(used(optimizers).map(({ optimizer }) => optimizer.type))).toEqual(new Set(OPTIMIZER_TYPES));
  expect(new Set(used(losses).map(({ loss }) => loss))).toEqual(new Set(LOSS_NAMES));
});

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Number.NaN))), 0);

describe.each([
  ['optimizer', optimizers],
  ['loss', losses],
  ['network with pictures', pictures],
  ['setting', settings],
] as const)('%s', (_kind, cases) => {
  describe.each(cases)('%s', (_name, made) => {
    let keras: Awaited<ReturnType<typeof trainInKeras>>;
    beforeAll(async () => {
      keras = await trainInKeras(made);
    });

    test.each(['eager', 'compiled'])('the %s step learns what Keras learns', async kind => {
      const ours = await trainHere(made, (model, step) =>
        kind === 'eager' ? new EagerTrainStep(tf, model, step) : new CompiledTrainStep(tf, model, step, [BATCH], BATCH),
      );
      expect(ours.losses).toHaveLength(STEPS);
      expect(largestDifference(ours.losses, keras.losses)).toBeLessThan(TOLERANCE);
      expect(Math.abs(ours.evaluated - keras.evaluated)).toBeLessThan(TOLERANCE);
      // Keras calls an output above one half a yes, also for hinge, whose outputs have two signs.
      if (made.project.training.loss !== 'hinge') {
        expect(ours.accuracies).toEqual(keras.accuracies.map(value => expect.closeTo(value, 5)));
      }
      expect(keras.weights).toHaveLength(ours.weights.length);
      let moved = 0;
      for (const [i, weights] of ours.weights.entries()) {
        expect(largestDifference(weights, keras.weights[i] ?? [])).toBeLessThan(TOLERANCE);
        moved = Math.max(moved, largestDifference(weights, ours.first[i]?.values ?? []));
      }
      // That both agree would mean little if neither had moved.
      expect(moved).toBeGreaterThan(100 * TOLERANCE);
    });
  });
});
