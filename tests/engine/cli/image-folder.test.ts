import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../../support/built';
import { makePictureFolder } from '../../support/picture-files';
import { runReceptiveProcess } from '../../support/receptive-process';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';

let folder: TempFolder;
let file = '';

beforeAll(async () => {
  await ensureBuilt();
  folder = await makeTempFolder('cli-pictures');
  await makePictureFolder(path.join(folder.path, 'pictures'), 300, 12);
  file = path.join(folder.path, 'mine.receptive.json');
  await runReceptiveProcess(['new', 'mnist-cnn', '-o', file]);
  const project = JSON.parse(await readFile(file, 'utf8'));
  project.graph.nodes[0].params.shape = [32, 32, 3];
  project.graph.nodes.at(-1).params.units = 3;
  // Relative to the project file, wherever the command is run.
  project.data = { dataset: 'image-folder', options: { folder: 'pictures', height: 32, width: 32 } };
  project.training = { ...project.training, batchSize: 16, epochs: 3 };
  await writeFile(file, JSON.stringify(project));
}, 300_000);
afterAll(() => folder.remove());

test('check prints what was read and what was skipped', async () => {
  const { code, out } = await runReceptiveProcess(['check', file, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(out[0] ?? '')).toMatchObject({
    canTrain: true,
    data: {
      trainingSamples: 231,
      validationSamples: 57,
      skipped: { total: 12 },
      duplicates: { total: 0 },
    },
  });
  const plain = await runReceptiveProcess(['check', file]);
  expect(plain.out.join('\n')).toMatch(/Skipped files: {2}12\n {2}disc\/\S+: .*\n(.*\n)+ {2}and 7 more/);
});

test('train learns the three classes from 300 pictures of which 12 are corrupt, and says so', async () => {
  const runs = path.join(folder.path, 'runs');
  const trained = await runReceptiveProcess(['train', file, '--runs', runs, '--json']);
  expect(trained.code).toBe(0);
  expect(trained.events('data')).toMatchObject([{ skipped: { total: 12 } }]);
  const summary = JSON.parse(trained.out.at(-1) ?? '');
  expect(summary).toMatchObject({ event: 'summary', state: 'done' });
  expect(summary.metrics.validationAccuracy).toBeGreaterThan(0.9);

  const plain = await runReceptiveProcess(['train', file, '--runs', runs, '--epochs', '1']);
  expect(plain.code).toBe(0);
  expect(plain.err()).toMatch(/Skipped files: {2}12/);
});

test('a folder that is not there is a problem of the project', async () => {
  const broken = JSON.parse(await readFile(file, 'utf8'));
  broken.data.options.folder = 'elsewhere';
  const other = path.join(folder.path, 'broken.receptive.json');
  await writeFile(other, JSON.stringify(broken));
  const { code, err } = await runReceptiveProcess(['train', other]);
  expect(code).toBe(1);
  expect(err()).toMatch(/Image folder, folder: .*elsewhere: no such file or folder/);
});
