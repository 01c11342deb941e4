import { rename } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { imageFolderDataset } from '#main/data/image-folder';
import { readLatestCheckpoint } from '#main/runs/checkpoints';
import { loadTensorFlow } from '#main/runtime/load-tensorflow';
import { DataSettings } from '#shared/data/dataset';
import type { Project } from '#shared/project/project';
import { makePictureFolder } from '../../support/picture-files';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { projectOf } from '../../support/trained';
import { startTestEngine, type TestEngine } from './test-engine';

/** Pictures that are read and augmented anew for each batch. */

let studio: TestEngine;
let pictures: TempFolder;
beforeAll(async () => {
  const dataset = imageFolderDataset(() => loadTensorFlow({ device: 'cpu' }), { mostMemory: 0 });
  studio = await startTestEngine({ datasets: [dataset] });
  pictures = await makeTempFolder('streamed');
  await makePictureFolder(path.join(pictures.path, 'all'), 60);
});
afterAll(async () => {
  await studio.close();
  await pictures.remove();
});

function streamedProject(epochs: number): Project {
  const project = projectOf(
    [
      ['in', 'input', { shape: [16, 16, 3] }],
      ['conv', 'conv2d', { filters: 4 }],
      ['flat', 'flatten', {}],
      ['out', 'dense', { units: 3, activation: 'softmax' }],
    ],
    [
      ['in', 'conv'],
      ['conv', 'flat'],
      ['flat', 'out'],
    ],
    { batchSize: 16, seed: 9, epochs },
  );
  const data = DataSettings.parse({
    dataset: 'image-folder',
    options: { folder: path.join(pictures.path, 'all'), height: 16, width: 16, cache: false },
    preprocessing: { normalization: { type: 'computed' } },
    augmentations: [{ type: 'flip' }, { type: 'translation' }, { type: 'noise' }],
  });
  return { ...project, data };
}

async function weightsOf(run: string) {
  const latest = await readLatestCheckpoint(path.join(studio.folder, 'runs', run, 'checkpoints'));
  if (!latest.ok) throw new Error('no checkpoint');
  return latest.value.checkpoint;
}

test('a folder that vanishes in the middle of a run ends it in words, and once it is back the run goes on exactly', async () => {
  const away = path.join(pictures.path, 'elsewhere');
  const project = streamedProject(100_000);
  const { run } = await studio.ask('train.start', { project });
  await studio.waitFor('some steps', ({ step }) => step >= 5);
  await rename(path.join(pictures.path, 'all'), away);
  const { failure, dataWait, step: failedAt } = await studio.waitForState('failed');
  expect(failure).toMatchObject({
    code: 'data/unreadable',
    message: expect.stringMatching(/no such file or folder.*Bring it back, then resume the run/),
  });
  expect(dataWait).toBeGreaterThan(0);
  await expect(studio.ask('train.continue', { run })).rejects.toThrow(/all/);

  await rename(away, path.join(pictures.path, 'all'));
  const { step } = (await weightsOf(run)).state;
  expect(step).toBe(failedAt);
  const epochs = Math.ceil(step / 3) + 4;
  studio.events.length = 0;
  await studio.ask('train.continue', { run, epochs });
  await studio.waitForState('done');
  const whole = await studio.train(streamedProject(epochs));
  expect(whole.status.state).toBe('done');
  const [resumed, expected] = await Promise.all([weightsOf(run), weightsOf(whole.run)]);
  expect(resumed.state.step).toBe(expected.state.step);
  for (const [i, { name, values }] of resumed.weights.entries()) {
    const others = expected.weights[i]?.values ?? [];
    expect(Math.max(...values.map((value, at) => Math.abs(value - (others[at] ?? Number.NaN)))), name).toBeLessThan(
      1e-6,
    );
  }
});
