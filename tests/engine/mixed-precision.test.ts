import * as tf from '@tensorflow/tfjs-node-gpu';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DATA_TYPES } from '#main/compiled/graph-def';
import { mixedPrecision } from '#main/compiled/mixed-precision';
import { type RecordedOp, record } from '#main/compiled/record';
import { prepareGradients } from '#main/model/gradients';
import { Model } from '#main/model/model';
import { CompiledTrainStep } from '#main/training/compiled-step';
import { EagerTrainStep } from '#main/training/eager-step';
import type { Graph } from '#shared/graph/graph';
import { layers } from '#shared/layers/catalogue';
import { emptyProject, type Project } from '#shared/project/project';
import type { Precision } from '#shared/training/precision';
import { TrainingSettings } from '#shared/training/settings';
import { aroundLayer, layerCases } from '../support/around-layer';
import { chain } from '../support/trained';

const backend = tf.backend() as NodeJSKernelBackend;

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

/**
 * bfloat16 has 8 bits of mantissa: rounding moves a value by 2⁻⁹ of itself at most. A few layers do so one after the other, and
 * their errors add up like random ones; 2⁻⁵ of the loss is above what a dozen of them do, and well below a mistake.
 */
const TOLERANCE = 2 ** -5;

const withGraph = (graph: Graph, training: object = {}): Project => ({
  ...emptyProject(),
  graph,
  training: TrainingSettings.parse({ optimizer: { type: 'sgd', learningRate: 0.02 }, ...training }),
});

/** The loss of each step on one batch, and what the network makes of it afterwards. */
async function train(project: Project, precision: Precision, steps: number) {
  const model = new Model(tf, project, 5);
  const step = new CompiledTrainStep(tf, model, { ...project.training, precision }, [6], 6);
  const indices = project.graph.nodes.map(({ type, params }) => layers.get(type)?.indexCount(params));
  const below = indices.find(count => count !== undefined);
  const shape = [6, ...model.sampleShape];
  const samples =
    below === undefined
      ? tf.randomNormal(shape, 0, 1, 'float32', 3)
      : tf.floor(tf.randomUniform(shape, 0, below, 'float32', 3));
  const labels = tf.tensor1d([0, 1, 2, 0, 1, 2], 'int32');
  const losses: number[] = [];
  for (let number = 1; number <= steps; number++) {
    const { loss } = step.run({ samples, labels }, number, project.training.optimizer.learningRate);
    losses.push((await loss.data())[0] ?? Number.NaN);
  }
  const evaluation = await step.evaluateBatch({ samples, labels });
  step.dispose();
  model.dispose();
  return { losses, evaluated: evaluation.outputs.flatMap(({ values }) => [...values]) };
}

function expectNear(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) {
    expect(Math.abs((actual[i] ?? Number.NaN) - value)).toBeLessThan(TOLERANCE * Math.max(1, Math.abs(value)));
  }
}

/** One sample of each layer: what differs between them is the same arithmetic. */
const firstCases = layerCases.filter(([type], i) => layerCases.findIndex(other => other[0] === type) === i);

describe('every layer of the catalogue', () => {
  test.each(firstCases)('%s %j %j learns in bfloat16 what it learns in float32, nearly', async (...layer) => {
    const project = withGraph(aroundLayer(...layer));
    const full = await train(project, 'float32', 2);
    const mixed = await train(project, 'mixed_bfloat16', 2);
    expectNear(mixed.losses, full.losses);
    expectNear(mixed.evaluated, full.evaluated);
  });
});

const picture = chain(
  ['input', { shape: [12, 12, 3] }],
  ['conv2d', { filters: 8, padding: 'same', activation: 'relu', kernelRegularizer: { l2: 0.001 } }],
  ['maxPooling2d'],
  ['conv2d', { filters: 8, useBias: false }],
  ['batchNormalization'],
  ['activation', { activation: 'relu' }],
  ['globalAveragePooling2d'],
  ['dense', { units: 3, activation: 'softmax' }],
);

test('it is another arithmetic, whose curve stays near, and the step says which it is', async () => {
  // Not Adam: it divides by a gradient's size, so that one that is nothing but rounding would move as far as any other.
  const training = { optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.9 }, gradientClipping: 'global_norm' };
  const project = withGraph(picture.graph, training);
  const full = await train(project, 'float32', 12);
  const mixed = await train(project, 'mixed_bfloat16', 12);
  expect(mixed.losses).not.toEqual(full.losses);
  expect(mixed.evaluated).not.toEqual(full.evaluated);
  expectNear(mixed.losses, full.losses);
  expectNear(mixed.evaluated, full.evaluated);
  expect(full.losses.at(-1)).toBeLessThan((full.losses[0] ?? 0) - 4 * TOLERANCE);
  const model = new Model(tf, project, 5);
  const settings = { ...project.training, precision: 'mixed_bfloat16' } as const;
  expect(new CompiledTrainStep(tf, model, settings, [6]).kind).toMatch(/^compiled: .*, mixed bfloat16$/);
  expect(new EagerTrainStep(tf, model, settings).kind).toMatch(/^eager: .*, float32, not in mixed bfloat16$/);
});

describe('the casts', () => {
  const typeOf = ({ attrs: { T } }: RecordedOp) => (T && 'type' in T ? T.type : undefined);
  const { float32, bfloat16 } = DATA_TYPES;

  /** Two products with a relu between and a loss behind them, with gradients. */
  function recorded() {
    prepareGradients(tf);
    const [x, a, b] = [tf.ones([2, 3]), tf.variable(tf.ones([3, 4])), tf.variable(tf.ones([4, 5]))] as const;
    const outputs: tf.Tensor[] = [];
    const recording = record(backend, [x, a, b], () => {
      const { value, grads } = tf.variableGrads(() =>
        tf.neg(tf.mean(tf.log(tf.softmax(tf.matMul(tf.relu(tf.matMul(x, a)), b))))).asScalar(),
      );
      outputs.push(value, ...Object.values(grads));
      return outputs;
    });
    return { recording, kept: new Set(outputs.map(({ dataId }) => dataId)) };
  }

  test('change products and what is between them, and nothing else; what is kept is float32', () => {
    const { recording, kept } = recorded();
    const { ops } = mixedPrecision(recording, kept);
    const short = ops.filter(op => typeOf(op) === bfloat16).map(({ op }) => op);
    expect(new Set(short)).toEqual(new Set(['BatchMatMulV2', 'Relu', 'ReluGrad']));
    expect(short.filter(op => op === 'BatchMatMulV2')).toHaveLength(5);
    expect(ops.filter(({ op }) => op === 'Softmax').map(typeOf)).toEqual([float32]);
    const makers = new Map(ops.flatMap(op => op.outputs.map(id => [id, op] as const)));
    for (const id of kept) {
      const maker = makers.get(id);
      const type = maker?.op === 'Cast' ? maker.attrs.DstT : maker?.attrs.T;
      expect(type).toEqual({ type: float32 });
    }
  });

  test('are made once for each tensor and type, and before they are used', () => {
    const { recording, kept } = recorded();
    const { ops } = mixedPrecision(recording, kept);
    const casts = ops.filter(({ op }) => op === 'Cast').map(({ inputs: [from] }) => from);
    expect(new Set(casts).size).toBe(casts.length);
    const made = new Set(ops.flatMap(({ outputs }) => outputs));
    const seen = new Set<object>();
    for (const { inputs, outputs } of ops) {
      for (const id of inputs) expect(!made.has(id) || seen.has(id)).toBe(true);
      for (const id of outputs) seen.add(id);
    }
  });

  test('are none where nothing is multiplied', () => {
    const x = tf.ones([2, 2]);
    const recording = record(backend, [x], () => [tf.softmax(tf.relu(x))]);
    expect(mixedPrecision(recording, new Set())).toBe(recording);
  });
});
