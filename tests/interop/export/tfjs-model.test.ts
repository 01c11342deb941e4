import path from 'node:path';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportModel } from '#main/export/export-model';
import type { Samples } from '#main/export/parity';
import { writeExport } from '#main/export/write-export';
import { checkProject } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { projectOf, randomlyTrained, samplesFor, samplesForAll, tfjsHolds } from '../../support/trained';
import { exported, penaltyInEngine, predictEngine } from './engine-model';
import { networks } from './networks';
import { startTfjsReader, type TfjsReader } from './tfjs-reader';

const TOLERANCE = 1e-5;

let folder: TempFolder;
let reader: TfjsReader;
let count = 0;

beforeAll(async () => {
  folder = await makeTempFolder('tfjs-export');
  reader = startTfjsReader(folder.path);
});
afterAll(async () => {
  reader.stop();
  await folder.remove();
});

/** Keras 3 has given a depthwise convolution's kernel the plain name. */
const keras3Name = (name: string): string => name.replace('/depthwise_kernel', '/kernel');

test.each(networks.filter(([, project]) => !tfjsHolds(project)))(
  'refuses, with the reason: %s',
  async (_name, project) => {
    const result = await exportModel(randomlyTrained(project), 'tfjs-layers', {
      tf,
      predict: () => Promise.reject(new Error('There is nothing to compare.')),
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'export/unsupported' } });
  },
);

/** Exports a network, and has tfjs alone open it and predict the same. @returns what tfjs makes of it */
async function expectSameInTfjs(project: Project, samples: Samples) {
  const model = randomlyTrained(project);
  const saved = `${count++}`;
  const written = await writeExport(await exported(model, 'tfjs-layers'), path.join(folder.path, saved));
  if (!written.ok) throw new Error(written.error.message);

  const loaded = await reader.load(saved, samples);
  expect([...loaded.weights].map(keras3Name).sort()).toEqual(model.weights.map(({ name }) => keras3Name(name)).sort());
  expect(loaded.metadata.receptive.project).toEqual(project);

  expect(loaded.penalty).toBeCloseTo(await penaltyInEngine(model), 5);
  const expected = await predictEngine(model, samples);
  const received = loaded.outputs.flatMap(({ values }) => values);
  expect(received.length).toBe(expected.length);
  const worst = received.reduce((max, value, i) => Math.max(max, Math.abs(value - (expected[i] ?? Number.NaN))), 0);
  expect(worst).toBeLessThanOrEqual(TOLERANCE);
  return loaded;
}

test.each(networks.filter(([, project]) => tfjsHolds(project)))(
  'tfjs alone predicts the same: %s',
  async (_name, project) => {
    await expectSameInTfjs(project, samplesFor(project, 4, 99));
  },
);

test('tfjs alone takes several Inputs and gives several outputs, each under the name of its node', async () => {
  const project = projectOf(
    [
      ['numbers', 'input', { shape: [3] }],
      ['picture', 'input', { shape: [4, 4, 2] }],
      ['conv', 'conv2d', { filters: 3, activation: 'tanh' }],
      ['flat', 'flatten'],
      ['again', 'dense', { units: 3 }],
      ['join', 'concatenate'],
      ['kind', 'dense', { units: 5, activation: 'softmax' }],
    ],
    [
      ['picture', 'conv'],
      ['conv', 'flat'],
      ['flat', 'again'],
      ['flat', 'join'],
      ['numbers', 'join'],
      ['join', 'kind'],
    ],
  );
  const { outputs } = await expectSameInTfjs(project, samplesForAll(project, 4, 99));
  expect(outputs.map(({ name }) => name)).toEqual(checkProject(project).outputs.map(({ node }) => node));
  expect(Object.fromEntries(outputs.map(({ name, shape }) => [name, shape]))).toEqual({ again: [4, 3], kind: [4, 5] });
});

test('the parity check tells outputs apart: two that have changed places are refused', async () => {
  const project = projectOf(
    [
      ['in', 'input', { shape: [3] }],
      ['one', 'dense', { units: 2 }],
      ['two', 'dense', { units: 2 }],
    ],
    [
      ['in', 'one'],
      ['in', 'two'],
    ],
  );
  const model = randomlyTrained(project);
  const swapped = async (batch: Samples) => {
    const both = await predictEngine(model, batch);
    return Float32Array.from([...both.subarray(both.length / 2), ...both.subarray(0, both.length / 2)]);
  };
  const result = await exportModel(model, 'tfjs-layers', { tf, predict: swapped });
  expect(result).toMatchObject({ ok: false, error: { code: 'export/parity' } });
});
