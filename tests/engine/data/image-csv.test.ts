import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { imageCsvDataset } from '#main/data/image-csv';
import { recognize } from '#main/data/recognize';
import { loadTensorFlow } from '#main/runtime/load-tensorflow';
import { makePictureFolder } from '../../support/picture-files';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { load, refusal, rowsOf } from '../../unit/engine/own-files/samples-of';

const dataset = imageCsvDataset(() => loadTensorFlow({ device: 'cpu' }));
const size = { height: 8, width: 8 };
const NAMES = ['disc', 'square', 'stripes'];

let folder: TempFolder;
let file = '';
beforeEach(async () => {
  folder = await makeTempFolder('image-csv');
  file = path.join(folder.path, 'labels.csv');
  await makePictureFolder(folder.path, 30, 2);
  await mkdir(path.join(folder.path, 'images'));
  for (let i = 0; i < 30; i++) {
    await rename(path.join(folder.path, NAMES[i % 3] ?? '', `${i}.bmp`), path.join(folder.path, 'images', `${i}.bmp`));
  }
});
afterEach(() => folder.remove());

const rows = (line: (i: number, name: string) => string) =>
  Array.from({ length: 30 }, (_, i) => line(i, NAMES[i % 3] ?? '')).join('\n');

test('pictures by their names beside the file, those that cannot be used listed', async () => {
  const listed = rows((i, name) => `images/${i}.bmp,${name}`);
  await writeFile(
    file,
    `image,label\n${listed}\nimages/99.bmp,disc\n../out.bmp,disc\n,disc\nimages/1.bmp,\nnotes.txt,disc\n`,
  );
  const loaded = await load(dataset, { file, ...size });
  expect(loaded.info).toMatchObject({ kind: 'image', classes: NAMES, sampleShape: [8, 8, 3] });
  expect(loaded.training.count + loaded.validation.count).toBe(28);
  expect(loaded.findings?.skipped.map(({ file: name }) => name)).toEqual([
    ...['line 33', 'line 34', 'line 35', 'line 36'],
    ...['images/14.bmp', 'images/29.bmp', 'images/99.bmp'].map(path.normalize),
  ]);
  expect(loaded.findings?.skipped[0]?.reason).toBe('../out.bmp leads out of the folder of the CSV file');
  expect((await rowsOf(loaded, loaded.training)).flat().some(value => value > 0.5)).toBe(true);
});

test('names without ending in a folder of their own, no header, and the parts in a column', async () => {
  await writeFile(
    file,
    rows((i, name) => `${i};${name};${i < 21 ? 'train' : 'test'}`),
  );
  const options = {
    file,
    pictures: 'images',
    ending: '.bmp',
    picture: '1',
    label: '2',
    part: '3',
    header: 'no',
    ...size,
  };
  const { training, validation } = await load(dataset, options);
  expect([training.count, validation.count]).toEqual([20, 8]);
});

test('says what is wrong', async () => {
  await writeFile(
    file,
    rows((i, name) => `${i},${name}`),
  );
  expect(await refusal(dataset, {})).toMatch(/^file: choose a CSV file/);
  expect(await refusal(dataset, { file })).toMatch(/^picture: no column holds names of pictures/);
  expect(await refusal(dataset, { file, ending: '.bmp', pictures: '../elsewhere' })).toMatch(
    /^pictures: name a folder below/,
  );
  await writeFile(
    file,
    rows(i => `images/${i}.bmp`),
  );
  expect(await refusal(dataset, { file })).toMatch(/^label: there is no column with the classes/);
});

test('is recognized by a column of picture names; other files by what they hold', async () => {
  await writeFile(file, `image,label\n${rows((i, name) => `images/${i}.bmp,${name}`)}`);
  expect(await recognize(file)).toEqual({ ok: true, value: { dataset: 'image-csv', options: { file } } });
  expect(await recognize(folder.path)).toEqual({ ok: true, value: { dataset: 'image-csv', options: { file } } });
  await writeFile(file, '1,2,x\n3,4,y\n');
  expect(await recognize(file)).toEqual({ ok: true, value: { dataset: 'table', options: { file } } });
  expect(await recognize(folder.path)).toMatchObject({ value: { dataset: 'image-folder' } });
  const idx = path.join(folder.path, 'train-images-idx3-ubyte');
  await writeFile(idx, Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7));
  expect(await recognize(idx)).toEqual({ ok: true, value: { dataset: 'idx', options: { images: idx } } });
  const npz = path.join(folder.path, 'a.NPZ');
  await writeFile(npz, '');
  expect(await recognize(npz)).toMatchObject({ value: { dataset: 'npz' } });
  await writeFile(path.join(folder.path, 'letter.docx'), 'words');
  expect(await recognize(path.join(folder.path, 'letter.docx'))).toMatchObject({
    error: { code: 'data/unrecognized' },
  });
  expect(await recognize(path.join(folder.path, 'none'))).toMatchObject({ error: { code: 'data/unreadable' } });
});
