import * as tf from '@tensorflow/tfjs-node-gpu';
import { expect, test } from 'vitest';
import { Model } from '#main/model/model';
import { CompiledTrainStep } from '#main/training/compiled-step';
import { TrainingSettings } from '#shared/training/settings';
import { chain, normals } from '../../support/trained';

/**
 * Ten thousand steps of a small network, with evaluations and the reading of weights in between as a run does it. A batch is 64 kB:
 * one that stayed behind at each step would be 640 MB in the end, a weight's copy 160 MB, a loss no more than the tensors
 * that are counted. What the bound leaves to spare is the allocators' own, which keep what they had at the busiest moment.
 */
const STEPS = 10_000;
const BATCH = 64;
const SIZE = 256;
const SPARE = 64 * 2 ** 20;

const project = {
  ...chain(['input', { shape: [SIZE] }], ['dense', { units: 16, activation: 'relu' }], ['dense', { units: 2 }]),
  training: TrainingSettings.parse({}),
};

test('ten thousand steps leave memory and the number of tensors flat', { timeout: 300_000 }, async () => {
  const model = new Model(tf, project, 1);
  const step = new CompiledTrainStep(tf, model, project.training, [BATCH], BATCH);
  const values = normals(BATCH * SIZE, 1);
  const labels = Int32Array.from({ length: BATCH }, (_, i) => i % 2);
  const takeSteps = async (from: number, to: number) => {
    for (let number = from; number <= to; number++) {
      const batch = { samples: tf.tensor(values.slice(), [BATCH, SIZE]), labels: tf.tensor1d(labels.slice(), 'int32') };
      const { loss, correct } = step.run(batch, number, 0.001);
      if (number % 50 === 0) {
        expect(await loss.data()).toHaveLength(1);
        await step.evaluateBatch(batch);
      }
      if (number % 500 === 0) {
        step.syncWeights();
        await Promise.all([step.readWeights(), step.readSlots()]);
      }
      tf.dispose([batch.samples, batch.labels, loss, correct]);
    }
  };
  await takeSteps(1, 1000);
  const tensors = tf.memory().numTensors;
  const before = process.memoryUsage.rss();
  await takeSteps(1001, 1000 + STEPS);
  expect(tf.memory().numTensors).toBe(tensors);
  expect(process.memoryUsage.rss() - before).toBeLessThan(SPARE);
  step.dispose();
  model.dispose();
});
