import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Model } from '#main/model/model';
import { CompiledTrainStep } from '#main/training/compiled-step';
import { EagerTrainStep } from '#main/training/eager-step';
import type { TrainStep } from '#main/training/train-step';
import type { Project } from '#shared/project/project';
import { restlessProject } from '../session/same-run';

const STEPS = 24;
const CUT = 7;
const TOLERANCE = 1e-6;
const SIZES = [8, 8, 5];

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

/** Each step's loss, and the weights and slots at the end; at `cut`, all but those and the step's number is thrown away. */
async function train(project: Project, create: (model: Model) => TrainStep, cut?: number) {
  let model = new Model(tf, project, project.training.seed);
  let trainStep = create(model);
  const losses: number[] = [];
  for (let step = 1; step <= STEPS; step++) {
    const size = SIZES[step % SIZES.length] ?? 0;
    const samples = tf.randomNormal([size, 2], 0, 1, 'float32', step);
    const labels = tf.tensor1d(
      Array.from({ length: size }, (_, i) => (i + step) % 2),
      'int32',
    );
    losses.push(
      (await trainStep.run({ samples, labels }, step, project.training.optimizer.learningRate).loss.data())[0] ?? 0,
    );
    if (step !== cut) continue;
    trainStep.syncWeights();
    const [weights, slots] = [await model.read(), await trainStep.readSlots()];
    trainStep.dispose();
    model.dispose();
    model = new Model(tf, project, project.training.seed);
    model.write(weights);
    trainStep = create(model);
    trainStep.writeSlots(slots);
  }
  trainStep.syncWeights();
  const end = { losses, tensors: [...(await model.read()), ...(await trainStep.readSlots())] };
  trainStep.dispose();
  model.dispose();
  return end;
}

describe.each(['eager', 'compiled', 'compiled, mixed'] as const)('the %s step', kind => {
  test.each([
    { type: 'adam', learningRate: 0.01 },
    { type: 'adamw', learningRate: 0.01 },
    { type: 'sgd', learningRate: 0.05 },
    { type: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: true },
    { type: 'rmsprop', learningRate: 0.002 },
    { type: 'rmsprop', learningRate: 0.002, momentum: 0.5 },
    { type: 'adagrad', learningRate: 0.05 },
  ])('goes on from its weights, slots and number alone: %j', async optimizer => {
    const precision = kind === 'compiled, mixed' ? 'mixed_bfloat16' : 'float32';
    const project = restlessProject({ optimizer, precision });
    const create = (model: Model): TrainStep =>
      kind === 'eager'
        ? new EagerTrainStep(tf, model, project.training)
        : new CompiledTrainStep(tf, model, project.training, [...new Set(SIZES)]);
    const whole = await train(project, create);
    const resumed = await train(project, create, CUT);
    for (const [i, loss] of resumed.losses.entries()) {
      expect(Math.abs(loss - (whole.losses[i] ?? Number.NaN)), `loss of step ${i + 1}`).toBeLessThan(TOLERANCE);
    }
    for (const [i, { name, values }] of resumed.tensors.entries()) {
      const expected = whole.tensors[i]?.values ?? [];
      for (const [at, value] of values.entries()) {
        expect(Math.abs(value - (expected[at] ?? Number.NaN)), `${name}[${at}]`).toBeLessThan(TOLERANCE);
      }
    }
  });
});
