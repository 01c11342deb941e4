import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Model } from '#main/model/model';
import { EagerTrainStep } from '#main/training/eager-step';
import { optimizerRule } from '#main/training/optimizers/optimizers';
import { mnistCnn } from '#shared/templates/mnist-cnn';
import { Optimizer } from '#shared/training/optimizers';
import { projectOf } from '../../support/trained';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

type State = { w: number; slots: number[] };
type Formula = (state: State, g: number, t: number) => State;
const LR = 0.1;
const GRADIENTS = [0.5, -1, 2, 0.25, 0, -3];

/** Keras's own update rules, one number at a time in double precision. */
const formulas: [string, Optimizer, Formula][] = [
  [
    'adam',
    Optimizer.parse({ type: 'adam', learningRate: LR, beta1: 0.8, beta2: 0.95 }),
    ({ w, slots: [m = 0, v = 0] }, g, t) => {
      const m2 = 0.8 * m + 0.2 * g;
      const v2 = 0.95 * v + 0.05 * g * g;
      const alpha = (LR * Math.sqrt(1 - 0.95 ** t)) / (1 - 0.8 ** t);
      return { w: w - (alpha * m2) / (Math.sqrt(v2) + 1e-7), slots: [m2, v2] };
    },
  ],
  [
    'adamw',
    Optimizer.parse({ type: 'adamw', learningRate: LR, weightDecay: 0.2 }),
    ({ w, slots: [m = 0, v = 0] }, g, t) => {
      const m2 = 0.9 * m + 0.1 * g;
      const v2 = 0.999 * v + 0.001 * g * g;
      const alpha = (LR * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t);
      return { w: w - w * 0.2 * LR - (alpha * m2) / (Math.sqrt(v2) + 1e-7), slots: [m2, v2] };
    },
  ],
  [
    'adagrad',
    Optimizer.parse({ type: 'adagrad', learningRate: LR, initialAccumulatorValue: 0.3 }),
    ({ w, slots: [sum = 0.3] }, g) => {
      const sum2 = sum + g * g;
      return { w: w - (LR * g) / Math.sqrt(sum2 + 1e-7), slots: [sum2] };
    },
  ],
  ['sgd', Optimizer.parse({ type: 'sgd', learningRate: LR }), ({ w }, g) => ({ w: w - LR * g, slots: [] })],
  [
    'sgd with momentum',
    Optimizer.parse({ type: 'sgd', learningRate: LR, momentum: 0.9 }),
    ({ w, slots: [m = 0] }, g) => {
      const m2 = 0.9 * m - LR * g;
      return { w: w + m2, slots: [m2] };
    },
  ],
  [
    'sgd with Nesterov momentum',
    Optimizer.parse({ type: 'sgd', learningRate: LR, momentum: 0.9, nesterov: true }),
    ({ w, slots: [m = 0] }, g) => {
      const m2 = 0.9 * m - LR * g;
      return { w: w + 0.9 * m2 - LR * g, slots: [m2] };
    },
  ],
  [
    'rmsprop',
    Optimizer.parse({ type: 'rmsprop', learningRate: LR, rho: 0.7 }),
    ({ w, slots: [v = 0] }, g) => {
      const v2 = 0.7 * v + 0.3 * g * g;
      return { w: w - (LR * g) / Math.sqrt(v2 + 1e-7), slots: [v2] };
    },
  ],
  [
    'rmsprop with momentum',
    Optimizer.parse({ type: 'rmsprop', learningRate: LR, momentum: 0.5 }),
    ({ w, slots: [v = 0, m = 0] }, g) => {
      const v2 = 0.9 * v + 0.1 * g * g;
      const m2 = 0.5 * m + (LR * g) / Math.sqrt(v2 + 1e-7);
      return { w: w - m2, slots: [v2, m2] };
    },
  ],
];

describe.each(formulas)('%s', (_, settings, formula) => {
  test('moves as the formula says, step after step', () => {
    const rule = optimizerRule(settings);
    let expected: State = { w: 1.5, slots: [] };
    let weight: tf.Tensor = tf.tensor1d([1.5]);
    let slots: tf.Tensor[] = Object.values(rule.slots).map(initial => tf.fill([1], initial));
    for (const [i, gradient] of GRADIENTS.entries()) {
      expected = formula(expected, gradient, i + 1);
      const rates = { learningRate: tf.scalar(LR), rate: tf.scalar(rule.rate(i + 1, LR)) };
      [weight, ...slots] = rule.update(tf, rates)(weight, tf.tensor1d([gradient]), slots);
      expect(weight.dataSync()[0]).toBeCloseTo(expected.w, 5);
      expect(slots.map(slot => slot.dataSync()[0])).toEqual(expected.slots.map(value => expect.closeTo(value, 5)));
    }
  });
});

describe('a whole step', () => {
  const regression = projectOf(
    [
      ['in_1', 'input', { shape: [2] }],
      ['out', 'dense', { units: 1, activation: 'sigmoid' }],
    ],
    [['in_1', 'out']],
    { loss: 'binary_crossentropy', optimizer: { type: 'sgd', learningRate: 0.5 } },
  );

  test('of logistic regression is what one computes by hand', async () => {
    const model = new Model(tf, regression, 1);
    model.write([
      { name: 'out/kernel', shape: [2, 1], values: Float32Array.of(1, -1) },
      { name: 'out/bias', shape: [1], values: Float32Array.of(0.5) },
    ]);
    const samples = [
      [2, 1],
      [0, 3],
    ];
    const labels = [0, 1];
    const step = new EagerTrainStep(tf, model, regression.training);
    const outcome = step.run({ samples: tf.tensor2d(samples), labels: tf.tensor1d(labels, 'int32') }, 1, 0.5);
    // Logits 1.5 and -2.5; the error of each is sigmoid(logit) - label.
    const errors = [1 / (1 + Math.exp(-1.5)), 1 / (1 + Math.exp(2.5)) - 1];
    const gradient = (feature: number) => errors.reduce((sum, e, i) => sum + e * (samples[i]?.[feature] ?? 0), 0) / 2;
    const [kernel, bias] = await model.read();
    expect(kernel?.values[0]).toBeCloseTo(1 - 0.5 * gradient(0), 5);
    expect(kernel?.values[1]).toBeCloseTo(-1 - 0.5 * gradient(1), 5);
    expect(bias?.values[0]).toBeCloseTo(0.5 - 0.25 * errors.reduce((sum, e) => sum + e, 0), 5);
    const loss = (-Math.log(1 - (errors[0] ?? 0)) - Math.log((errors[1] ?? 0) + 1)) / 2;
    expect(outcome.loss.dataSync()[0]).toBeCloseTo(loss, 5);
    expect(outcome.correct.dataSync()[0]).toBe(0);
  });

  test('leaves no tensors behind, and gives all back in the end', () => {
    const before = tf.memory().numTensors;
    const project = mnistCnn.project();
    const model = new Model(tf, project, 1);
    const step = new EagerTrainStep(tf, model, project.training);
    const batch = { samples: tf.randomUniform([4, 28, 28, 1]), labels: tf.tensor1d([1, 2, 3, 4], 'int32') };
    const run = (number: number) => {
      const { loss, correct } = step.run(batch, number, 0.001);
      tf.dispose([loss, correct]);
      return tf.memory().numTensors;
    };
    const first = run(1);
    expect([2, 3, 4, 5].map(run)).toEqual([first, first, first, first]);
    step.dispose();
    model.dispose();
    tf.dispose([batch.samples, batch.labels]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('goes on from a checkpoint as if it had never stopped', async () => {
    const project = {
      ...regression,
      training: { ...regression.training, optimizer: Optimizer.parse({ type: 'adam' }) },
    };
    const batch = () => ({
      samples: tf.tensor2d([
        [1, 2],
        [3, -1],
      ]),
      labels: tf.tensor1d([1, 0], 'int32'),
    });
    const train = (step: EagerTrainStep, numbers: number[]) => {
      for (const number of numbers) step.run(batch(), number, 0.01);
    };
    const model = new Model(tf, project, 3);
    const whole = new EagerTrainStep(tf, model, project.training);
    train(whole, [1, 2, 3]);
    const [weights, slots] = [await model.read(), await whole.readSlots()];
    expect(slots.map(({ name }) => name)).toEqual([
      'out/kernel/momentum',
      'out/kernel/velocity',
      'out/bias/momentum',
      'out/bias/velocity',
    ]);
    train(whole, [4, 5]);
    const resumed = new Model(tf, project, 99);
    resumed.write(weights);
    const rest = new EagerTrainStep(tf, resumed, project.training);
    rest.writeSlots(slots);
    train(rest, [4, 5]);
    expect(await resumed.read()).toEqual(await model.read());
    expect(() => rest.writeSlots(slots.slice(1))).toThrow('out/kernel/momentum');
  });
});
