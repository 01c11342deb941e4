import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Project } from '#shared/project/project';
import { autoencoder } from '#shared/templates/autoencoder';
import { classAndBox } from '#shared/templates/class-and-box';
import type { Template } from '#shared/templates/template';
import { textCnn } from '#shared/templates/text-cnn';
import { uNet } from '#shared/templates/u-net';
import { startTestEngine, type TestEngine } from '../session/test-engine';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());
beforeEach(() => {
  engine.events.length = 0;
});

/** What is validated after one epoch on a few samples. */
async function afterOneEpoch(template: Template, samples: number, training: Partial<Project['training']>) {
  const project = template.project();
  const { run, status } = await engine.train({
    ...project,
    data: { ...project.data, options: { samples } },
    training: { ...project.training, ...training, epochs: 1 },
  });
  expect(status.state).toBe('done');
  const { metrics } = await engine.ask('runs.get', { run });
  return metrics.at(-1);
}

test('text CNN: two epochs tell praise from complaint', async () => {
  const project = textCnn.project();
  const { run, status } = await engine.train({ ...project, training: { ...project.training, epochs: 2 } });
  expect(status).toMatchObject({ state: 'done', stepKind: expect.stringContaining('compiled') });
  const { metrics } = await engine.ask('runs.get', { run });
  // Guessing gives 0.5.
  expect(metrics.at(-1)?.validationAccuracy).toBeGreaterThan(0.7);
});

const adam = (learningRate: number): Project['training']['optimizer'] => ({
  ...classAndBox.project().training.optimizer,
  learningRate,
});

test('class and box: one epoch on 900 pictures tells digits and places apart', async () => {
  const last = await afterOneEpoch(classAndBox, 900, { batchSize: 12, optimizer: adam(0.002) });
  // Guessing gives 0.1, and a box that is always the same about 0.12.
  expect(last?.metrics?.val_digit_accuracy).toBeGreaterThan(0.17);
  expect(last?.metrics?.val_box_mean_absolute_error).toBeLessThan(0.1);
});

test('U-Net: one epoch on 240 pictures finds the ink', async () => {
  const last = await afterOneEpoch(uNet, 240, { batchSize: 6, optimizer: adam(0.004) });
  // Knowing how many pixels are of each class, and not which, gives 0.49.
  expect(last?.validationLoss).toBeLessThan(0.4);
});

test('autoencoder: some steps draw each digit better than the mean of all', async () => {
  const project = autoencoder.project();
  const { run } = await engine.ask('train.start', {
    project: {
      ...project,
      training: { ...project.training, batchSize: 32, epochs: 100_000, optimizer: adam(0.004) },
    },
  });
  await engine.waitFor('enough steps', ({ state, step }) => state === 'running' && step >= 160);
  await engine.ask('train.stop', {});
  await engine.waitForState('stopped');
  const { metrics } = await engine.ask('runs.get', { run });
  // The mean picture of MNIST has a cross-entropy of 0.263.
  expect(metrics.at(-1)?.loss).toBeLessThan(0.24);
});
