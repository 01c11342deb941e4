import { afterAll, beforeAll, expect, test } from 'vitest';
import { evaluationLines } from '#main/cli/commands/evaluate';
import { classScores } from '#shared/evaluate/class-scores';
import { elementCount } from '#shared/graph/shape';
import { fromWire, toWire } from '#shared/protocol/tensor';
import { chain } from '../../support/trained';
import { smallProject, startTestEngine, type TestEngine } from './test-engine';

let studio: TestEngine;
beforeAll(async () => {
  studio = await startTestEngine();
});
afterAll(() => studio.close());

test('a run is evaluated class by class and sample by sample, as its own validation and predictions have it', async () => {
  const project = smallProject({ epochs: 2 });
  const { run } = await studio.train(project);
  const { metrics } = await studio.ask('runs.get', { run });
  const evaluation = await studio.ask('runs.evaluate', { run, split: 'validation' });
  const last = metrics.findLast(({ validationLoss }) => validationLoss !== undefined);
  expect(evaluation.samples).toBe(200);
  expect(evaluation.loss).toBeCloseTo(last?.validationLoss ?? Number.NaN, 5);
  expect(evaluation.accuracy).toBeCloseTo(last?.validationAccuracy ?? Number.NaN, 6);
  expect(evaluation.metrics.validationAuc).toBeCloseTo(last?.metrics?.validationAuc ?? Number.NaN, 6);

  const [output] = evaluation.outputs;
  if (!output?.samples) throw new Error('It learns a class.');
  expect(output).toMatchObject({ kind: 'class', target: 'class' });
  const data = { data: project.data, split: 'validation', start: 0, count: 4096 };
  const { samples, labels } = await studio.ask('dataset.samples', data);
  const rows = fromWire(output.samples);
  expect(output.samples.shape).toEqual([200, 4]);
  const points = fromWire(samples);
  const confusion = [
    [0, 0],
    [0, 0],
  ];
  let loss = 0;
  for (const [i, label] of labels.entries()) {
    const [own, predicted = 0, sampleLoss = 0, confidence = 0] = rows.subarray(4 * i, 4 * i + 4);
    expect(own).toBe(label);
    const row = confusion[label];
    if (row) row[predicted] = (row[predicted] ?? 0) + 1;
    loss += sampleLoss / labels.length;
    if (i % 40 !== 0) continue;
    const sample = toWire([2], points.slice(2 * i, 2 * i + 2));
    const { prediction } = await studio.ask('model.predict', { sample });
    const p = prediction.at(-1) ?? Number.NaN;
    expect(predicted).toBe(Number(p > 0.5));
    expect(confidence).toBeCloseTo(Math.max(p, 1 - p), 5);
    expect(sampleLoss).toBeCloseTo(-Math.log(label === 1 ? p : 1 - p), 4);
  }
  expect(output.confusion).toEqual(confusion);
  expect(loss).toBeCloseTo(evaluation.loss, 5);
  const lines = evaluationLines(evaluation).join('\n');
  expect(lines).toContain('200 validation samples');
  expect(lines).toContain('Worst mistakes:');
  const training = await studio.ask('runs.evaluate', { run, split: 'training', weights: 'best' });
  expect(training).toMatchObject({ samples: 800, split: 'training', weights: 'best' });
});

test('of a network that draws masks, every pixel counts', async () => {
  const made = chain(
    ['input', { shape: [48, 48, 1] }],
    ['conv2d', { filters: 11, kernelSize: [3, 3], padding: 'same', activation: 'softmax' }],
  );
  const project = {
    ...made,
    data: { dataset: 'digit-masks', options: { samples: 100, size: 48 } },
    training: { ...made.training, loss: 'sparse_categorical_crossentropy' as const, epochs: 1, batchSize: 16 },
  };
  const { run, status } = await studio.train(project);
  expect(status.state).toBe('done');
  const { outputs, samples, accuracy } = await studio.ask('runs.evaluate', { run, split: 'validation' });
  const [output] = outputs;
  if (!output) throw new Error('It has an output.');
  const { samples: pictures } = await studio.ask('dataset.samples', {
    data: project.data,
    split: 'validation',
    start: 0,
    count: 1,
  });
  expect(output).toMatchObject({ kind: 'class-map', samples: null });
  const counts = output.confusion.flat().reduce((sum, count) => sum + count, 0);
  expect(counts).toBe(samples * elementCount(pictures.shape.slice(1, 3)));
  const right = output.confusion.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
  expect(right / counts).toBeCloseTo(accuracy ?? Number.NaN, 5);
  expect(classScores(output.confusion, output.classes)[0]?.iou).toBeGreaterThan(0.3);
});
