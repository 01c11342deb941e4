import path from 'node:path';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportModel } from '#main/export/export-model';
import { writeExport } from '#main/export/write-export';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { randomlyTrained, samplesFor, tfjsHolds } from '../../support/trained';
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

test.each(networks.filter(([, project]) => tfjsHolds(project)))(
  'tfjs alone predicts the same: %s',
  async (_name, project) => {
    const model = randomlyTrained(project);
    const saved = `${count++}`;
    const written = await writeExport(await exported(model, 'tfjs-layers'), path.join(folder.path, saved));
    if (!written.ok) throw new Error(written.error.message);

    const batch = samplesFor(project, 4, 99);
    const loaded = await reader.load(saved, batch.shape, batch.values);
    expect([...loaded.weights].map(keras3Name).sort()).toEqual(
      model.weights.map(({ name }) => keras3Name(name)).sort(),
    );
    expect(loaded.metadata.receptive.project).toEqual(project);

    expect(loaded.penalty).toBeCloseTo(await penaltyInEngine(model), 5);
    const expected = await predictEngine(model, batch);
    expect(loaded.values.length).toBe(expected.length);
    const worst = loaded.values.reduce(
      (max, value, i) => Math.max(max, Math.abs(value - (expected[i] ?? Number.NaN))),
      0,
    );
    expect(worst).toBeLessThanOrEqual(TOLERANCE);
  },
);
