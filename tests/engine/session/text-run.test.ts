import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { TextVectorization } from '#shared/data/text/vectorization';
import type { Project } from '#shared/project/project';
import { toWire } from '#shared/protocol/tensor';
import { lstmText } from '#shared/templates/lstm-text';
import { startTestEngine, type TestEngine } from './test-engine';

let studio: TestEngine;
beforeAll(async () => {
  studio = await startTestEngine();
});
afterAll(() => studio.close());

const Metadata = z.object({
  userDefinedMetadata: z.object({ receptive: z.object({ text: TextVectorization }) }),
});

/** The template on a folder of 60 short texts, six tokens long. */
async function onOwnTexts(folder: string): Promise<Project> {
  for (const name of ['no', 'yes']) {
    await mkdir(path.join(folder, name), { recursive: true });
    for (let i = 0; i < 30; i++) await writeFile(path.join(folder, name, `${i}.txt`), `${i % 7} ${name} or ${i % 3}`);
  }
  const { graph, training, ...project } = lstmText.project();
  const nodes = graph.nodes.map(node => (node.type === 'input' ? { ...node, params: { shape: [6] } } : node));
  return {
    ...project,
    graph: { ...graph, nodes },
    data: { dataset: 'text-folder', options: { folder, outputSequenceLength: 6, maxTokens: 50 } },
    training: { ...training, epochs: 6, batchSize: 16, optimizer: { ...training.optimizer, learningRate: 0.02 } },
  };
}

test('texts of one\u2019s own: learned, gone on with as if never ended, and their vocabulary kept when they are gone', async () => {
  const folder = path.join(studio.folder, 'texts');
  const project = await onOwnTexts(folder);
  const whole = await studio.train(project);
  expect(whole.status).toMatchObject({ state: 'done', stepKind: expect.stringContaining('compiled') });
  const { metrics } = await studio.ask('runs.get', { run: whole.run });
  expect(metrics.at(-1)?.validationAccuracy).toBe(1);

  const parted = await studio.train({ ...project, training: { ...project.training, epochs: 2 } });
  studio.events.length = 0;
  await studio.ask('train.continue', { run: parted.run, epochs: 6 });
  await studio.waitForState('done', 60);
  const { metrics: continued } = await studio.ask('runs.get', { run: parted.run });
  const losses = (points: typeof metrics) => points.flatMap(({ validationLoss }) => validationLoss ?? []);
  expect(losses(continued)).toHaveLength(6);
  for (const [epoch, loss] of losses(continued).entries()) expect(loss).toBeCloseTo(losses(metrics)[epoch] ?? -1, 6);

  const { text } = await studio.ask('dataset.info', project.data);
  await rm(folder, { recursive: true });
  const { files } = await studio.ask('runs.export', { run: whole.run, format: 'tfjs-layers' });
  const json: unknown = JSON.parse(new TextDecoder().decode(files[0]?.bytes));
  expect(Metadata.parse(json).userDefinedMetadata.receptive.text).toEqual(text);
  const opened = await studio.ask('model.open', { run: whole.run });
  expect(opened.text).toEqual(text);
  const ids = Float32Array.from(['yes', 'or'], word => text?.vocabulary.indexOf(word) ?? 0);
  const sample = toWire([6], Float32Array.of(1, ...ids, 1, 0, 0));
  const { prediction } = await studio.ask('model.predict', { sample });
  expect(prediction[1]).toBeGreaterThan(0.8);
});
