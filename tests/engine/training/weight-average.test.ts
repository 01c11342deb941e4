import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Model } from '#main/model/model';
import { CompiledTrainStep } from '#main/training/compiled-step';
import { EagerTrainStep } from '#main/training/eager-step';
import type { StepSettings, TrainStep } from '#main/training/train-step';
import { averagedWeights } from '#main/training/weight-average';
import type { Project } from '#shared/project/project';
import { TrainingSettings } from '#shared/training/settings';
import { chain } from '../../support/trained';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

const STEPS = 20;
const kinds: [string, (model: Model, settings: StepSettings) => TrainStep][] = [
  ['eager', (model, settings) => new EagerTrainStep(tf, model, settings)],
  ['compiled', (model, settings) => new CompiledTrainStep(tf, model, settings, [4])],
];

const network = chain(
  ['input', { shape: [3] }],
  ['dense', { units: 5, activation: 'tanh' }],
  ['batchNormalization', { momentum: 0.8 }],
  ['dense', { units: 2, activation: 'softmax' }],
);
const projectOf = (weightAverage: object): Project => ({
  ...network,
  training: TrainingSettings.parse({ optimizer: { type: 'sgd', learningRate: 0.3, momentum: 0.5 }, weightAverage }),
});

const largest = (a: Float32Array, b: ArrayLike<number>): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Number.NaN))), 0);

/** Trains, and reads the weights after every step. @param look what is done between two steps */
async function train(
  weightAverage: object,
  create: (typeof kinds)[number][1],
  look: (step: TrainStep) => void = () => undefined,
) {
  const project = projectOf(weightAverage);
  const model = new Model(tf, project, 5);
  const step = create(model, project.training);
  const batch = { samples: tf.randomNormal([4, 3], 0, 1, 'float32', 3), labels: tf.tensor1d([0, 1, 1, 0], 'int32') };
  const steps: Float32Array[][] = [];
  for (let number = 1; number <= STEPS; number++) {
    tf.dispose({ ...step.run(batch, number, 0.3) });
    look(step);
    steps.push((await step.readWeights()).map(({ values }) => values));
  }
  const [weights, slots] = [await step.readWeights(), await step.readSlots()];
  step.syncWeights();
  const shown = await model.read();
  step.dispose();
  const left = await model.read();
  model.dispose();
  return { steps, weights, slots, shown, left };
}

describe.each(kinds)('the %s step', (_kind, create) => {
  test('averages what is trained, step after step, and shows the averages', async () => {
    const { steps, weights, slots, shown, left } = await train({ enabled: true, momentum: 0.8 }, create);
    const trained = weights.map(({ name }) => !name.includes('moving'));
    for (const [i, { name, values }] of shown.entries()) {
      let average = Array.from(steps[0]?.[i] ?? []);
      for (const after of steps.slice(1))
        average = average.map((value, at) => 0.8 * value + 0.2 * (after[i]?.[at] ?? 0));
      expect(largest(values, trained[i] ? average : (weights[i]?.values ?? [])), name).toBeLessThan(1e-5);
    }
    expect(largest(shown[0]?.values ?? new Float32Array(1), weights[0]?.values ?? [])).toBeGreaterThan(1e-3);
    expect(averagedWeights(weights, slots)).toEqual(shown);
    // The network that stays when the step goes is the averaged one.
    expect(left).toEqual(shown);
  });

  test('trains as it would without an average', async () => {
    const [plain, averaged] = [await train({ enabled: false }, create), await train({ enabled: true }, create)];
    expect(averaged.weights).toEqual(plain.weights);
    expect(plain.shown).toEqual(plain.weights);
  });

  test('goes on with the weights themselves after the averages were looked at', async () => {
    const settings = { enabled: true, overwriteFrequency: 6 };
    const looked = await train(settings, create, step => {
      step.syncWeights();
      step.syncWeights();
    });
    expect(looked).toEqual(await train(settings, create));
  });

  test('puts the averages in the place of the weights as often as asked', async () => {
    const { steps } = await train({ enabled: true, momentum: 0.9, overwriteFrequency: 5 }, create);
    const plain = await train({ enabled: true, momentum: 0.9 }, create);
    expect(steps.slice(0, 4)).toEqual(plain.steps.slice(0, 4));
    expect(largest(steps[4]?.[0] ?? new Float32Array(1), plain.steps[4]?.[0] ?? [])).toBeGreaterThan(1e-3);
  });

  test('goes on from weights and slots that were read', async () => {
    const project = projectOf({ enabled: true, momentum: 0.9 });
    const batch = { samples: tf.randomNormal([4, 3], 0, 1, 'float32', 3), labels: tf.tensor1d([0, 1, 1, 0], 'int32') };
    const model = new Model(tf, project, 5);
    const first = create(model, project.training);
    const run = (step: TrainStep, from: number, to: number) => {
      for (let number = from; number <= to; number++) tf.dispose({ ...step.run(batch, number, 0.1) });
    };
    run(first, 1, 3);
    const [weights, slots] = [await first.readWeights(), await first.readSlots()];
    run(first, 4, 8);
    const expected = [await first.readWeights(), await first.readSlots()];
    const other = new Model(tf, project, 6);
    other.write(weights);
    const second = create(other, project.training);
    second.writeSlots(slots);
    run(second, 4, 8);
    expect([await second.readWeights(), await second.readSlots()]).toEqual(expected);
    expect(() => second.writeSlots(slots.slice(0, 3))).toThrow('there is no');
  });

  test('leaves no tensors behind', () => {
    const project = projectOf({ enabled: true, overwriteFrequency: 3 });
    const batch = { samples: tf.randomNormal([4, 3], 0, 1, 'float32', 3), labels: tf.tensor1d([0, 1, 1, 0], 'int32') };
    const model = new Model(tf, project, 5);
    const step = create(model, project.training);
    const tensorsAfter = (steps: number) => {
      for (let number = 1; number <= steps; number++) {
        tf.dispose({ ...step.run(batch, number, 0.01) });
        step.syncWeights();
      }
      return tf.memory().numTensors;
    };
    expect(tensorsAfter(12)).toBe(tensorsAfter(2));
    step.dispose();
    model.dispose();
  });
});

test('both steps learn the same averages', async () => {
  const settings = { enabled: true, momentum: 0.9, overwriteFrequency: 7 };
  const [eager, compiled] = await Promise.all(kinds.map(([, create]) => train(settings, create)));
  for (const kind of ['shown', 'weights', 'slots'] as const) {
    for (const [i, { name, values }] of (eager?.[kind] ?? []).entries()) {
      expect(largest(values, compiled?.[kind][i]?.values ?? []), name).toBeLessThan(1e-5);
    }
  }
});
