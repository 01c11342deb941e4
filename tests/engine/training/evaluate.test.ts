import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Split } from '#main/data/define';
import { Model } from '#main/model/model';
import { CompiledTrainStep } from '#main/training/compiled-step';
import { EagerTrainStep } from '#main/training/eager-step';
import { evaluate, evaluationBatchSize } from '#main/training/evaluate';
import { WeightAverage } from '#shared/training/callbacks';
import { Optimizer } from '#shared/training/optimizers';
import { TrainingSettings } from '#shared/training/settings';
import { learnsClass } from '../../support/learns-class';
import { chain, normals } from '../../support/trained';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

const settings = TrainingSettings.parse({});
const project = {
  ...chain(
    ['input', { shape: [5] }],
    ['dense', { units: 8, activation: 'relu', kernelRegularizer: { l1: 0.01, l2: 0.02 } }],
    ['batchNormalization'],
    ['dropout', { rate: 0.5 }],
    ['dense', { units: 3, activation: 'softmax', biasRegularizer: { l2: 0.1 } }],
  ),
  training: settings,
};

/** Samples whose values and labels follow from their index. */
function split(count: number): Split {
  const values = normals(5 * count, 3);
  return {
    count,
    labels: Int32Array.from({ length: count }, (_, i) => i % 3),
    async gather(indices, into) {
      for (const [i, index] of Array.from(indices).entries())
        into.set(values.subarray(5 * index, 5 * index + 5), 5 * i);
    },
  };
}

const always = async () => true;
const batch = () => ({ samples: tf.tensor(normals(20, 9), [4, 5]), labels: tf.tensor1d([0, 1, 2, 0], 'int32') });

describe('the size of evaluation batches', () => {
  test.each([
    [100, 0, 0],
    [100, 1, 1],
    [100, 500, 500],
    [100, 501, 251],
    [100, 10_000, 500],
    [100, 3333, 477],
    // Four million values a sample: four samples at a time.
    [4 * 1024 * 1024, 10, 4],
    [64 * 1024 * 1024, 10, 1],
  ])('of a network with up to %i values a layer and %i samples is %i', (largestOutput, count, size) => {
    expect(evaluationBatchSize({ largestOutput }, count)).toBe(size);
  });
});

test('a split that does not divide evenly counts each sample once, compiled as eagerly', async () => {
  const validation = split(1001);
  const model = new Model(tf, project, 5);
  const size = evaluationBatchSize(model, validation.count);
  expect(size).toBe(334);
  const compiled = new CompiledTrainStep(tf, model, settings, [4], size);
  for (let step = 1; step <= 10; step++) compiled.run(batch(), step, 0.01);
  const inGraph = await evaluate(
    tf,
    { model, evaluator: compiled, ...learnsClass(model, settings) },
    validation,
    always,
  );
  compiled.syncWeights();
  const eager = new EagerTrainStep(tf, model, settings);
  const reference = await evaluate(
    tf,
    { model, evaluator: eager, ...learnsClass(model, settings) },
    validation,
    always,
  );
  expect(inGraph).not.toBeNull();
  expect(inGraph?.loss).toBeCloseTo(reference?.loss ?? Number.NaN, 5);
  expect(inGraph?.accuracy).toBe(reference?.accuracy);

  // The same by hand, over all samples at once.
  const values = new Float32Array(5 * validation.count);
  await validation.gather(
    Array.from({ length: validation.count }, (_, i) => i),
    values,
  );
  const probabilities = tf.tidy(() => model.predict(tf.tensor(values, [validation.count, 5]))[0]?.arraySync());
  const rows = probabilities as number[][];
  const meanLoss = rows.reduce((sum, row, i) => sum - Math.log(row[i % 3] ?? 0), 0) / rows.length;
  const sum = (ofNode: string, of: (value: number) => number) => {
    const weight = model.weights.find(({ name }) => name === ofNode);
    if (!weight) throw new Error(`no ${ofNode}`);
    const values = Float32Array.from(weight.variable.dataSync<'float32'>());
    return values.reduce((all, value) => all + of(value), 0);
  };
  const penalty =
    sum('n1/kernel', value => 0.01 * Math.abs(value) + 0.02 * value ** 2) + sum('n4/bias', value => 0.1 * value ** 2);
  expect(penalty).toBeGreaterThan(0.01);
  expect(reference?.loss).toBeCloseTo(meanLoss + penalty, 4);
  expect(reference?.accuracy).toBeCloseTo(
    rows.filter((row, i) => row.indexOf(Math.max(...row)) === i % 3).length / rows.length,
    9,
  );
  compiled.dispose();
  eager.dispose();
});

test('averaged weights are what both steps evaluate, and training goes on with the weights themselves', async () => {
  const optimizer = Optimizer.parse({ type: 'sgd', learningRate: 0.1 });
  const averaged = { ...settings, optimizer, weightAverage: WeightAverage.parse({ enabled: true, momentum: 0.5 }) };
  const outcomes = [];
  for (const kind of ['eager', 'compiled']) {
    const model = new Model(tf, project, 5);
    const step =
      kind === 'eager' ? new EagerTrainStep(tf, model, averaged) : new CompiledTrainStep(tf, model, averaged, [4], 4);
    for (let number = 1; number <= 3; number++) step.run(batch(), number, 0.1);
    const { outputs } = await step.evaluateBatch(batch());
    const loss = step.run(batch(), 4, 0.1).loss.dataSync()[0] ?? Number.NaN;
    step.syncWeights();
    outcomes.push([...(outputs[0]?.values ?? []), loss]);
    step.dispose();
  }
  expect(outcomes[1]).toEqual(outcomes[0]?.map(value => expect.closeTo(value, 4)));
});

test('an evaluation that is given up gives nothing, and leaves no tensors', async () => {
  const model = new Model(tf, project, 5);
  const compiled = new CompiledTrainStep(tf, model, settings, [4], 334);
  const evaluated = { model, evaluator: compiled, ...learnsClass(model, settings) };
  const before = tf.memory().numTensors;
  let turns = 0;
  expect(await evaluate(tf, evaluated, split(1001), async () => ++turns < 3)).toBeNull();
  await evaluate(tf, evaluated, split(1001), always);
  expect(tf.memory().numTensors).toBe(before);
  compiled.dispose();
});
