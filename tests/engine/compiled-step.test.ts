import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Model } from '#main/model/model';
import { nodeBackend } from '#main/model/tensorflow';
import { CompiledTrainStep } from '#main/training/compiled-step';
import { EagerTrainStep } from '#main/training/eager-step';
import { type Goal, onlyGoal } from '#main/training/goals';
import type { StepSettings, TrainStep } from '#main/training/train-step';
import type { Graph } from '#shared/graph/graph';
import { layers } from '#shared/layers/catalogue';
import { emptyProject, type Project } from '#shared/project/project';
import { LOSS_NAMES, type LossName } from '#shared/training/losses';
import { Optimizer } from '#shared/training/optimizers';
import { TrainingSettings } from '#shared/training/settings';
import { aroundLayer, chain, layerCases, node } from '../support/around-layer';
import { compareOutputShapes } from './compare-output-shapes';

/** The compiled step against the eager one, which is the reference: same loss, same weights, same slots, same evaluation. */

const STEPS = 20;
const RELATIVE = 1e-4;

/** The ops whose outputs a recording has the shapes of without computing them: all that were met here had those shapes. */
const foreseen = new Set<string>();
afterAll(() => {
  const usual = ['Conv2D', 'Conv2DBackpropFilter', 'DepthwiseConv2dNative', 'MaxPool', 'FusedBatchNormGradV3', 'Mul'];
  expect([...foreseen]).toEqual(expect.arrayContaining(usual));
});

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

const project = (graph: Graph, training: Partial<TrainingSettings> = {}): Project => ({
  ...emptyProject(),
  graph,
  training: { ...TrainingSettings.parse({}), ...training },
});

/** Batches that repeat, with a last, smaller one, as an epoch has. */
function batches(sampleShape: readonly number[], classes: number, indices?: number) {
  return [4, 4, 3].map((size, index) => ({
    samples:
      indices === undefined
        ? tf.randomNormal([size, ...sampleShape], 0, 1, 'float32', 11 + index)
        : tf.floor(tf.randomUniform([size, ...sampleShape], 0, indices, 'float32', 11 + index)),
    labels: tf.tensor1d(
      Array.from({ length: size }, (_, i) => (i * 7 + index) % classes),
      'int32',
    ),
  }));
}

/** Of a network with one Input that learns a class. */
const classBatches =
  ({ graph }: Project, classes: number) =>
  ({ sampleShape }: Model) => {
    const known = graph.nodes.map(({ type, params }) => layers.get(type)?.indexCount(params));
    return batches(
      sampleShape,
      classes,
      known.find(count => count !== undefined),
    );
  };

type DataFor = (model: Model) => readonly Parameters<TrainStep['run']>[0][];

async function run(made: Project, dataFor: DataFor, create: (model: Model) => TrainStep) {
  const model = new Model(tf, made, 5);
  const step = create(model);
  const data = dataFor(model);
  const losses: number[] = [];
  const correct: number[] = [];
  const further: number[] = [];
  for (let number = 1; number <= STEPS; number++) {
    const batch = data[number % data.length];
    if (!batch) throw new Error('no batch');
    const outcome = step.run(batch, number, made.training.optimizer.learningRate);
    losses.push(outcome.loss.dataSync()[0] ?? Number.NaN);
    correct.push(outcome.correct.dataSync()[0] ?? Number.NaN);
    further.push(...outcome.further.map(value => value.dataSync()[0] ?? Number.NaN));
  }
  const [first] = data;
  if (!first) throw new Error('no batch');
  // Before the model's own weights are up to date: the compiled step evaluates where it trained.
  const evaluation = await step.evaluateBatch(first);
  step.syncWeights();
  const result = { losses, correct, further, evaluation, weights: await model.read(), slots: await step.readSlots() };
  step.dispose();
  model.dispose();
  return result;
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(1e-3, ...Array.from(expected, Math.abs));
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs((actual[i] ?? Number.NaN) - (expected[i] ?? 0));
    expect(difference / scale, `${what}[${i}]: ${actual[i]} for ${expected[i]}`).toBeLessThan(RELATIVE);
  }
}

async function expectSame(
  made: Project,
  data: number | DataFor,
  settings: StepSettings = made.training,
): Promise<void> {
  const dataFor = typeof data === 'number' ? classBatches(made, data) : data;
  const endComparing = compareOutputShapes(nodeBackend(tf));
  const eager = await run(made, dataFor, model => new EagerTrainStep(tf, model, settings)).finally(() => {
    for (const op of endComparing()) foreseen.add(op);
  });
  const compiled = await run(made, dataFor, model => new CompiledTrainStep(tf, model, settings, [4, 3], 4));
  expect(eager.losses.every(Number.isFinite)).toBe(true);
  expectClose(compiled.losses, eager.losses, 'loss');
  expect(compiled.correct).toEqual(eager.correct);
  expectClose(compiled.further, eager.further, 'measure of an output');
  expect(compiled.evaluation.outputs.length).toBe(eager.evaluation.outputs.length);
  for (const [i, { losses, hits, values, width }] of eager.evaluation.outputs.entries()) {
    const own = compiled.evaluation.outputs[i];
    expectClose(own?.losses ?? [], losses, 'loss in evaluation');
    expectClose(own?.values ?? [], values, 'output');
    expect(own?.hits).toEqual(hits);
    expect(own?.width).toBe(width);
  }
  expectClose([compiled.evaluation.penalty], [eager.evaluation.penalty], 'penalty');
  expectClose(compiled.evaluation.activity, eager.evaluation.activity, 'activity');
  for (const kind of ['weights', 'slots'] as const) {
    expect(compiled[kind].map(tensor => tensor.name)).toEqual(eager[kind].map(tensor => tensor.name));
    for (const [i, tensor] of eager[kind].entries())
      expectClose(compiled[kind][i]?.values ?? [], tensor.values, tensor.name);
  }
}

describe('every layer of the catalogue', () => {
  test.each(layerCases)('%s %j %j', async (type, inputs, params) => {
    const graph = aroundLayer(type, inputs, params);
    // Not Adam: it divides by a gradient's size, so that one that is nothing but rounding would move as far as any other.
    await expectSame(
      project(graph, { optimizer: Optimizer.parse({ type: 'sgd', learningRate: 0.02, momentum: 0.9 }) }),
      3,
    );
  });
});

const classifier = (units: number, activation: string): Graph => ({
  nodes: [
    node('in', 'input', { shape: [5] }),
    node('hidden', 'dense', { units: 7, activation: 'tanh' }),
    node('out', 'dense', { units, activation }),
  ],
  edges: chain('in', 'hidden', 'out'),
});

describe('every optimizer', () => {
  const settings = [
    { type: 'adam' },
    { type: 'sgd', learningRate: 0.1 },
    { type: 'sgd', learningRate: 0.05, momentum: 0.9 },
    { type: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: true },
    { type: 'rmsprop' },
    { type: 'rmsprop', momentum: 0.8 },
    { type: 'adamw', learningRate: 0.01, weightDecay: 0.3 },
    { type: 'adagrad', learningRate: 0.1 },
  ];
  test.each(settings)('%j', async optimizer => {
    await expectSame(project(classifier(3, 'softmax'), { optimizer: Optimizer.parse(optimizer) }), 3);
  });
});

describe('gradient clipping', () => {
  const adamw = Optimizer.parse({ type: 'adamw', learningRate: 0.01 });
  test.each([
    ['global_norm', 0.05],
    ['value', 0.01],
  ] as const)('%s at %d', async (gradientClipping, clippingThreshold) => {
    await expectSame(project(classifier(3, 'softmax'), { gradientClipping, clippingThreshold, optimizer: adamw }), 3);
  });
});

test('class weights', async () => {
  const made = project(classifier(3, 'softmax'));
  await expectSame(made, 3, { ...made.training, goals: onlyGoal('out', made.training, Float32Array.of(0.5, 3, 1)) });
});

describe('every loss', () => {
  const cases: [LossName, number, string, number][] = [
    ['sparse_categorical_crossentropy', 3, 'softmax', 3],
    ['sparse_categorical_crossentropy', 3, 'linear', 3],
    ['categorical_crossentropy', 3, 'softmax', 3],
    ['categorical_crossentropy', 3, 'softplus', 3],
    ['binary_crossentropy', 1, 'sigmoid', 2],
    ['mean_squared_error', 1, 'linear', 2],
    ['mean_squared_error', 3, 'softmax', 3],
    ['mean_absolute_error', 1, 'sigmoid', 2],
    ['mean_absolute_error', 3, 'relu', 3],
    ['huber', 1, 'linear', 2],
    ['huber', 3, 'softmax', 3],
    ['hinge', 1, 'linear', 2],
    ['hinge', 1, 'tanh', 2],
    ['categorical_hinge', 3, 'relu', 3],
    ['kl_divergence', 3, 'softmax', 3],
    ['kl_divergence', 3, 'softplus', 3],
  ];
  test('has a case', () => {
    expect(new Set(cases.map(([loss]) => loss))).toEqual(new Set(LOSS_NAMES));
  });
  test.each(cases)('%s, %i × %s', async (loss, units, activation, classes) => {
    await expectSame(project(classifier(units, activation), { loss }), classes);
  });
});

test('two Inputs and two outputs, one of which gives an Input back', async () => {
  const graph: Graph = {
    nodes: [
      node('left', 'input', { shape: [4, 4, 1] }),
      node('right', 'input', { shape: [3] }),
      node('conv', 'conv2d', { filters: 2, activation: 'tanh' }),
      node('flat', 'flatten'),
      node('join', 'concatenate'),
      node('norm', 'batchNormalization'),
      node('kind', 'dense', { units: 3, activation: 'softmax', kernelRegularizer: { l1: 0, l2: 0.01 } }),
      node('again', 'dense', { units: 3 }),
    ],
    edges: [
      ...chain('left', 'conv', 'flat', 'join', 'norm', 'kind'),
      ...chain('right', 'join'),
      ...chain('norm', 'again'),
    ],
  };
  const made = project(graph, {
    optimizer: Optimizer.parse({ type: 'sgd', learningRate: 0.05, momentum: 0.9 }),
    gradientClipping: 'global_norm',
  });
  const { loss } = made.training;
  const goals: readonly Goal[] = [
    { node: 'kind', loss, weight: 0.5, target: 'class', weightOfClass: Float32Array.of(0.5, 3, 1) },
    { node: 'again', loss: 'huber', weight: 2, target: 'numbers' },
  ];
  const data: DataFor = ({ inputs, ends }) => {
    const classes = batches([4, 4, 1], 3);
    const numbers = batches([3], 3);
    return classes.map(({ samples, labels }, i) => {
      const right = numbers[i]?.samples ?? samples;
      return {
        samples: inputs.map(({ node: id }) => (id === 'left' ? samples : right)),
        labels: ends.map(({ node: id }) => (id === 'kind' ? labels : right)),
      };
    });
  };
  const model = new Model(tf, made, 5);
  expect(model.ends.map(({ node: id }) => id)).toEqual(goals.map(goal => goal.node));
  model.dispose();
  await expectSame(made, data, { ...made.training, goals });
});

test('a layer that is used on the way and, with its softmax, at the end, and noise that each use draws for itself', async () => {
  const graph: Graph = {
    nodes: [
      node('in', 'input', { shape: [5] }),
      node('noise', 'gaussianNoise', { stddev: 0.3 }),
      node('soft', 'dense', { units: 5, activation: 'softmax', kernelRegularizer: { l2: 0.01 } }),
      { ...node('noise-2', 'gaussianNoise'), sharesWith: 'noise' },
      node('norm', 'batchNormalization', { momentum: 0.8 }),
      { ...node('soft-2', 'dense'), sharesWith: 'soft' },
      { ...node('norm-2', 'batchNormalization'), sharesWith: 'norm' },
      { ...node('soft-3', 'dense'), sharesWith: 'soft' },
    ],
    edges: chain('in', 'noise', 'soft', 'noise-2', 'norm', 'soft-2', 'norm-2', 'soft-3'),
  };
  const made = project(graph, { optimizer: Optimizer.parse({ type: 'sgd', learningRate: 0.05, momentum: 0.9 }) });
  await expectSame(made, 5);

  const model = new Model(tf, made, 5);
  expect(model.weights.map(({ name }) => name)).toEqual([
    'soft/kernel',
    'soft/bias',
    'norm/gamma',
    'norm/beta',
    'norm/moving_mean',
    'norm/moving_variance',
  ]);
  const [batch] = classBatches(made, 5)(model);
  const seen = batch && model.outputs(batch.samples);
  const sums = (id: string) => Array.from(seen?.get(id)?.sum(-1).dataSync() ?? []);
  // Each use gives probabilities: the softmax is taken off for the loss alone.
  for (const id of ['soft', 'soft-2', 'soft-3'])
    expect(sums(id)).toEqual([1, 1, 1, 1].map(one => expect.closeTo(one, 5)));
  model.dispose();
});

test('slots that were read can be written into a new step', async () => {
  const made = project(classifier(3, 'softmax'));
  const model = new Model(tf, made, 5);
  const [batch] = batches(model.sampleShape, 3);
  if (!batch) throw new Error('no batch');
  const first = new CompiledTrainStep(tf, model, made.training, [4]);
  for (let step = 1; step <= 3; step++) first.run(batch, step, 0.01);
  first.syncWeights();
  const slots = await first.readSlots();
  const second = new CompiledTrainStep(tf, model, made.training, [4]);
  second.writeSlots(slots);
  expect(await second.readSlots()).toEqual(slots);
  const losses = [first, second].map(step => step.run(batch, 4, 0.01) && step.run(batch, 5, 0.01).loss.dataSync()[0]);
  expect(losses[0]).toBe(losses[1]);
  first.dispose();
  second.dispose();
});

test('steps leave no tensors behind', () => {
  const made = project(classifier(3, 'softmax'));
  const model = new Model(tf, made, 5);
  const [batch] = batches(model.sampleShape, 3);
  if (!batch) throw new Error('no batch');
  const step = new CompiledTrainStep(tf, model, made.training, [4]);
  const before = tf.memory().numTensors;
  for (let number = 1; number <= 50; number++) tf.dispose({ ...step.run(batch, number, 0.01) });
  step.syncWeights();
  expect(tf.memory().numTensors).toBe(before);
  step.dispose();
});
