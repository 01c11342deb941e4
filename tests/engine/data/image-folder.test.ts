import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { datasetHandlers } from '#main/data/dataset-handlers';
import { Datasets } from '#main/data/datasets';
import { type LoadedDataset, SamplesGone } from '#main/data/define';
import { imageFolderDataset } from '#main/data/image-folder';
import { reportOf } from '#main/data/report';
import type { TensorFlow } from '#main/model/tensorflow';
import { loadTensorFlow } from '#main/runtime/load-tensorflow';
import { bmp, makePictureFolder } from '../../support/picture-files';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';

const loadRuntime = () => loadTensorFlow({ device: 'cpu' });
const context = () => ({ signal: new AbortController().signal, report: () => undefined });
const dataset = imageFolderDataset(loadRuntime);

let tf: TensorFlow;
let folder: TempFolder;
beforeAll(async () => {
  const loaded = await loadRuntime();
  if (!loaded.ok) throw new Error('no TensorFlow');
  tf = loaded.value.tf;
});
beforeEach(async () => {
  folder = await makeTempFolder('pictures');
});
afterEach(() => folder.remove());

async function write(file: string, bytes: Uint8Array | string): Promise<void> {
  const target = path.join(folder.path, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, bytes);
}

const flat = (red: number, green: number, blue: number) => bmp(16, 16, () => [red, green, blue]);

async function load(options: object = {}): Promise<LoadedDataset> {
  const loaded = await dataset.load({ folder: folder.path, height: 8, width: 8, ...options }, context());
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return loaded.value;
}

/** What keeps a folder from being used, as words. */
async function refusal(options: object = {}): Promise<string> {
  const info = await dataset.info({ folder: folder.path, ...options });
  return info.ok ? '' : JSON.stringify(info.error);
}

const pixelsOf = async ({ info, training }: LoadedDataset, index: number): Promise<Float32Array> => {
  const values = new Float32Array(info.sampleShape.reduce((product, size) => product * size, 1));
  await training.gather([index], values);
  return values;
};

describe('listing', () => {
  test('a sub-folder is a class, sorted by name; hidden files and others are passed over', async () => {
    for (const name of ['zebra', 'ant']) {
      for (let i = 0; i < 5; i++) await write(`${name}/${i}.bmp`, flat(i, i, i));
      await write(`${name}/.hidden.bmp`, 'x');
      await write(`${name}/notes.txt`, 'x');
    }
    await write('.git/x.png', 'x');
    await write('readme.md', 'x');
    const info = await dataset.info({ folder: folder.path, height: 20, width: 30, channels: 'grayscale' });
    expect(info).toMatchObject({
      ok: true,
      value: { classes: ['ant', 'zebra'], sampleShape: [20, 30, 1], trainingSamples: 8, validationSamples: 2 },
    });
  });

  test.each(['val', 'validation', 'test'])('train and %s are parts, not classes', async validation => {
    for (const name of ['a', 'b']) {
      for (let i = 0; i < 3; i++) await write(`train/${name}/${i}.bmp`, flat(i, 0, 0));
      await write(`${validation}/${name}/9.bmp`, flat(9, 0, 0));
    }
    const { info, training, validation: kept } = await load();
    expect(info.classes).toEqual(['a', 'b']);
    expect([[...training.labels], [...kept.labels]]).toEqual([
      [0, 0, 0, 1, 1, 1],
      [0, 1],
    ]);
  });

  test('a class may be called train where others are not parts', async () => {
    for (const name of ['train', 'car']) for (let i = 0; i < 2; i++) await write(`${name}/${i}.bmp`, flat(i, 0, 0));
    expect((await load()).info.classes).toEqual(['car', 'train']);
  });

  test('links that leave the folder are not followed, and listed', async () => {
    await makePictureFolder(path.join(folder.path, 'mine'), 12);
    const secret = path.join(folder.path, 'secret.bmp');
    await writeFile(secret, flat(1, 2, 3));
    await symlink(secret, path.join(folder.path, 'mine/disc/out.bmp'));
    await symlink(path.join(folder.path, 'mine/disc/0.bmp'), path.join(folder.path, 'mine/disc/in.bmp'));
    await symlink(folder.path, path.join(folder.path, 'mine/linked'));
    const { info, findings } = await load({ folder: path.join(folder.path, 'mine') });
    expect(info.classes).toEqual(['disc', 'square', 'stripes']);
    expect(info.trainingSamples + info.validationSamples).toBe(13);
    expect(findings?.skipped).toEqual([
      { file: 'linked', reason: 'links to folders are not followed' },
      { file: path.join('disc', 'out.bmp'), reason: 'this link leads out of the folder' },
    ]);
  });

  test('says what is wrong with a folder', async () => {
    expect(await refusal({ folder: '' })).toMatch(/"option":"folder".*choose the folder/);
    expect(await refusal({ folder: 'pictures' })).toContain('not a whole path');
    expect(await refusal({ folder: path.join(folder.path, 'none') })).toContain('no such file or folder');
    expect(await refusal()).toContain('has no sub-folders');
    await write('a/1.bmp', flat(0, 0, 0));
    expect(await refusal()).toContain('only one class (a)');
    await mkdir(path.join(folder.path, 'b'));
    expect(await refusal()).toMatch(/b has no pictures/);
    await write('b/1.bmp', flat(0, 0, 0));
    expect(await refusal()).toContain('nothing is left for validation');
    await write('b/2.bmp', flat(0, 0, 0));
    expect(await refusal()).toBe('');
  });
});

describe('more than fits into memory', () => {
  const options = () => ({ folder: folder.path, height: 24, width: 40 });
  const allOf = async ({ info, training, validation }: LoadedDataset) => {
    const size = info.sampleShape.reduce((product, length) => product * length, 1);
    const parts = [training, validation].map(async split => {
      const values = new Float32Array(split.count * size);
      await split.gather(
        Array.from({ length: split.count }, (_, i) => i),
        values,
      );
      return values;
    });
    return Promise.all(parts);
  };
  const loaded = async (means: { mostMemory?: number }, more: object = {}) => {
    const result = await imageFolderDataset(loadRuntime, means).load({ ...options(), ...more }, context());
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  };
  let cache: TempFolder;
  beforeEach(async () => {
    cache = await makeTempFolder('cache');
    vi.stubEnv('RECEPTIVE_CACHE', cache.path);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await cache.remove();
  });

  test('comes from the files or from the disk with the same values, and the corrupt ones are listed', async () => {
    await makePictureFolder(folder.path, 60, 6);
    const inMemory = await loaded({});
    const fromFiles = await loaded({ mostMemory: 0 }, { cache: false });
    expect(await readdir(cache.path)).toEqual([]);
    const fromDisk = await loaded({ mostMemory: 0 });
    const values = await allOf(inMemory);
    for (const other of [fromFiles, fromDisk]) {
      expect(other.fingerprint).toBe(inMemory.fingerprint);
      expect(other.findings).toEqual(inMemory.findings);
      expect(await allOf(other)).toEqual(values);
    }
    expect(inMemory.findings?.skipped.length).toBe(6);
  });

  test('is decoded several at once with the same values, whatever the sizes and formats', async () => {
    const sizes = [
      [33, 41],
      [24, 40],
      [90, 121],
      [61, 77],
      [300, 200],
      [50, 50],
      [40, 30],
      [25, 60],
      [31, 29],
      [47, 53],
    ] as const;
    for (const [i, [height, width]] of sizes.entries()) {
      const picture = tf.randomUniform<import('@tensorflow/tfjs-node-gpu').Rank.R3>(
        [height, width, 3],
        0,
        255,
        'int32',
        i,
      );
      await write(`a/${i}.jpg`, await tf.node.encodeJpeg(picture, 'rgb', 90));
      await write(`b/${i}.png`, await tf.node.encodePng(picture));
      picture.dispose();
    }
    await write('b/last.bmp', flat(10, 20, 30));
    const inMemory = await loaded({}, { antialias: false });
    const fromFiles = await loaded({ mostMemory: 0 }, { antialias: false, cache: false });
    expect(fromFiles.findings?.skipped).toEqual([]);
    expect(await allOf(fromFiles)).toEqual(await allOf(inMemory));
  });

  test('is not decoded again where it was before, and is where a file has changed or the cache is gone', async () => {
    await makePictureFolder(folder.path, 30);
    const first = await loaded({ mostMemory: 0 });
    const values = await allOf(first);
    const [pixels = ''] = (await readdir(path.join(cache.path, 'pictures'))).filter(name => name.endsWith('.pixels'));
    const store = path.join(cache.path, 'pictures', pixels);
    const inverted = (await readFile(store)).map(byte => 255 - byte);
    await writeFile(store, inverted);
    // What comes now can only come from there.
    expect((await allOf(await loaded({ mostMemory: 0 })))[0]?.[0]).toBeCloseTo(1 - (values[0]?.[0] ?? 0), 6);
    await rm(store);
    expect(await allOf(first)).toEqual(values);
    expect(await allOf(await loaded({ mostMemory: 0 }))).toEqual(values);
  });

  test('a file that vanishes afterwards is named, with the way out', async () => {
    await makePictureFolder(folder.path, 30);
    const { training } = await loaded({ mostMemory: 0 }, { cache: false });
    await rm(folder.path, { recursive: true });
    const gather = training.gather([0], new Float32Array(24 * 40 * 3));
    await expect(gather).rejects.toBeInstanceOf(SamplesGone);
    await expect(gather).rejects.toThrow(/no such file or folder.*Bring it back, then resume the run/);
  });
});

describe('decoding', () => {
  /** A GIF of 2 × 2 pixels in two colours, by hand: a table of two colours, then codes clear, 0, 1, 1, 0, end. */
  const gif = Buffer.from('47494638396102000200800000643c1ec8b4a02c0000000002000200000203440c05003b', 'hex');

  test('PNG, JPEG, GIF and BMP, whatever their names say', async () => {
    const colour = tf.tidy(() => tf.tile(tf.tensor3d([200, 100, 50], [1, 1, 3], 'int32'), [8, 8, 1]));
    const grey = tf.fill([8, 8, 1], 77, 'int32') as import('@tensorflow/tfjs-node-gpu').Tensor3D;
    await write('a/1.png', await tf.node.encodePng(colour));
    await write('a/2.jpg', await tf.node.encodeJpeg(colour, 'rgb', 100));
    await write('a/3.jpeg', flat(10, 20, 30));
    await write('a/4.gif', gif);
    await write('a/5.png', await tf.node.encodePng(grey));
    await write('b/1.bmp', flat(0, 0, 255));
    tf.dispose([colour, grey]);
    const loaded = await load({ validationShare: 0.01 });
    expect(loaded.findings?.skipped).toEqual([]);
    // One of the five is kept for validation.
    expect([loaded.training.count, loaded.validation.count]).toEqual([5, 1]);
    const kept = new Float32Array(8 * 8 * 3);
    await loaded.validation.gather([0], kept);
    const pictures = [...(await Promise.all([0, 1, 2, 3].map(i => pixelsOf(loaded, i)))), kept];
    const firsts = pictures.map(values => [...values.subarray(0, 3)].map(value => Math.round(value * 255)));
    const near = (wanted: readonly number[], by: number) =>
      firsts.filter(found => found.every((value, i) => Math.abs(value - (wanted[i] ?? 0)) <= by)).length;
    expect(near([200, 100, 50], 0), 'the PNG').toBeGreaterThanOrEqual(1);
    expect(near([200, 100, 50], 3), 'and the JPEG').toBe(2);
    expect(near([10, 20, 30], 0), 'the BMP, for all its name').toBe(1);
    expect(near([77, 77, 77], 0), 'the grey PNG').toBe(1);
    expect(near([0x64, 0x3c, 0x1e], 0), 'the GIF').toBe(1);
    expect([...(await pixelsOf(loaded, 4)).subarray(0, 3)]).toEqual([0, 0, 1]);
  });

  test('a picture of the right size keeps its pixels; grayscale is luminance', async () => {
    const paint = (row: number, column: number) => [row * 30, column * 30, 7 * (row + column)] as const;
    for (const name of ['a', 'b']) for (let i = 0; i < 2; i++) await write(`${name}/${i}.bmp`, bmp(8, 8, paint));
    const rgb = [...(await pixelsOf(await load(), 0))].map(value => Math.round(value * 255));
    const expected = Array.from({ length: 64 }, (_, i) => [...paint(Math.floor(i / 8), i % 8)]);
    expect(rgb).toEqual(expected.flat());
    const grey = [...(await pixelsOf(await load({ channels: 'grayscale' }), 0))].map(value => Math.round(value * 255));
    expect(grey).toEqual(expected.map(([r = 0, g = 0, b = 0]) => Math.round(0.2989 * r + 0.587 * g + 0.114 * b)));
  });

  test('crop keeps the proportions and the middle, resize shows all', async () => {
    // Red, green and blue thirds from left to right.
    const thirds = bmp(16, 48, (_, column) => (column < 16 ? [255, 0, 0] : column < 32 ? [0, 255, 0] : [0, 0, 255]));
    for (const name of ['a', 'b']) for (let i = 0; i < 2; i++) await write(`${name}/${i}.bmp`, thirds);
    const row = async (fit: string) => {
      const values = await pixelsOf(await load({ fit }), 0);
      return [0, 4, 7].map(column => [...values.subarray(3 * (32 + column), 3 * (33 + column))].map(Math.round));
    };
    expect(await row('crop')).toEqual([
      [0, 1, 0],
      [0, 1, 0],
      [0, 1, 0],
    ]);
    expect(await row('resize')).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
  });

  test('what cannot be read is listed with the reason, and the rest is there', async () => {
    const picture = tf.fill([32, 32, 3], 9, 'int32') as import('@tensorflow/tfjs-node-gpu').Tensor3D;
    const [png, jpeg] = [await tf.node.encodePng(picture), await tf.node.encodeJpeg(picture)];
    picture.dispose();
    for (const name of ['a', 'b']) for (let i = 0; i < 3; i++) await write(`${name}/${i}.png`, png);
    await write('a/cut.png', png.subarray(0, png.length / 2));
    await write('a/cut.jpg', jpeg.subarray(0, jpeg.length / 2));
    await write('a/cut.bmp', flat(1, 1, 1).subarray(0, 300));
    await write('a/empty.gif', '');
    await write('a/text.png', 'this is text');
    await write('a/new.webp', 'RIFF');
    const { findings, info } = await load();
    expect([info.trainingSamples, info.validationSamples]).toEqual([4, 2]);
    const reasons = Object.fromEntries(
      (findings?.skipped ?? []).map(({ file, reason }) => [path.basename(file), reason]),
    );
    expect(reasons).toEqual({
      'cut.png': 'the picture is damaged or cut short',
      'cut.jpg': 'the picture is damaged or cut short',
      'cut.bmp': 'the picture is damaged or cut short',
      'empty.gif': 'the file is empty',
      'text.png': 'this is not a PNG, JPEG, GIF, BMP or WebP picture',
      'new.webp': 'this is not a PNG, JPEG, GIF, BMP or WebP picture',
    });
  });

  test('a class without a readable picture is named', async () => {
    for (let i = 0; i < 3; i++) await write(`a/${i}.bmp`, flat(i, 0, 0));
    for (let i = 0; i < 3; i++) await write(`b/${i}.bmp`, 'no');
    const loaded = await dataset.load({ folder: folder.path }, context());
    expect(loaded).toMatchObject({ ok: false, error: { code: 'data/unreadable', file: folder.path } });
    expect(JSON.stringify(loaded)).toMatch(/no picture of the class \\"b\\" can be read/);
  });

  test('leaves no tensors behind', async () => {
    await makePictureFolder(folder.path, 12, 3);
    await load();
    const before = tf.memory().numTensors;
    await load({ channels: 'grayscale' });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('split', () => {
  const filesOf = async (options: object) => {
    const { validation, fingerprint } = await load(options);
    return { labels: [...validation.labels], fingerprint };
  };

  test('each class in the same share, the same for the same seed', async () => {
    await makePictureFolder(folder.path, 90);
    const one = await filesOf({ validationShare: 0.3, seed: 1 });
    expect(one.labels.filter(label => label === 0)).toHaveLength(9);
    expect(one.labels.filter(label => label === 2)).toHaveLength(9);
    expect(await filesOf({ validationShare: 0.3, seed: 1 })).toEqual(one);
    expect((await filesOf({ validationShare: 0.3, seed: 2 })).fingerprint).not.toBe(one.fingerprint);
  });

  test('the same picture in both parts is told', async () => {
    for (const name of ['a', 'b']) for (let i = 0; i < 4; i++) await write(`${name}/${i}.bmp`, flat(i, name.length, 9));
    await write('a/unique.bmp', flat(200, 0, 0));
    const report = reportOf(await load({ validationShare: 0.4 }));
    expect(report.duplicates.total).toBeGreaterThan(0);
    const [pair] = report.duplicates.pairs;
    expect(path.basename(pair?.training ?? '')).toBe(path.basename(pair?.validation ?? '-'));
  });
});

describe('300 pictures with 12 corrupt ones', () => {
  test('are read with progress, and the corrupt ones listed', async () => {
    await makePictureFolder(folder.path, 300, 12);
    const said: string[] = [];
    const loaded = await dataset.load(
      { folder: folder.path, height: 32, width: 32 },
      { signal: new AbortController().signal, report: message => said.push(message) },
    );
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
    const report = reportOf(loaded.value);
    expect(report.skipped.total).toBe(12);
    expect(report.trainingSamples + report.validationSamples).toBe(288);
    expect(report.classes.map(({ name }) => name)).toEqual(['disc', 'square', 'stripes']);
    expect(said[0]).toBe('Reading pictures: 0 of 300');
  });

  test('a request for other options ends the reading that nobody needs any more', async () => {
    await makePictureFolder(folder.path, 300);
    const events: string[] = [];
    const handlers = datasetHandlers(
      new Datasets([dataset]),
      ({ name }) => events.push(name),
      () => loadTensorFlow(),
    );
    const report = (width: number) =>
      handlers['dataset.report']({ dataset: 'image-folder', options: { folder: folder.path, width } });
    const [first, second] = await Promise.all([report(256), report(32)]);
    expect(first).toEqual({ ok: false, error: { code: 'cancelled' } });
    expect(second).toMatchObject({ ok: true, value: { trainingSamples: 240, validationSamples: 60 } });
    expect(events).toContain('dataset.progress');
  });

  test('can be cancelled, and the folder may vanish', async () => {
    await makePictureFolder(folder.path, 300);
    const abort = new AbortController();
    const cancelled = dataset.load({ folder: folder.path }, { signal: abort.signal, report: () => abort.abort() });
    expect(await cancelled).toEqual({ ok: false, error: { code: 'cancelled' } });
    let removed: Promise<void> | undefined;
    const vanished = dataset.load(
      { folder: folder.path, height: 256, width: 256 },
      {
        signal: new AbortController().signal,
        report: () => {
          removed ??= rm(folder.path, { recursive: true, maxRetries: 3 });
        },
      },
    );
    expect(await vanished).toMatchObject({
      ok: false,
      error: { code: 'data/unreadable', message: expect.stringContaining('the folder vanished') },
    });
    await removed;
  });

  test('are read again where a file has changed, and shared by all who wait', async () => {
    await makePictureFolder(folder.path, 30);
    let reads = 0;
    const datasets = new Datasets([
      {
        ...dataset,
        load: (...args) => {
          reads++;
          return dataset.load(...args);
        },
      },
    ]);
    const data = { dataset: 'image-folder', options: { folder: folder.path } };
    const impatient = new AbortController();
    const given = datasets.load(data, { signal: impatient.signal, report: () => impatient.abort() });
    const [one, two] = await Promise.all([datasets.load(data, context()), datasets.load(data, context())]);
    expect(await given).toMatchObject({ ok: false });
    expect(one).toEqual(two);
    expect(reads).toBe(1);
    await write('disc/new.bmp', flat(3, 3, 3));
    await new Promise(resolve => setTimeout(resolve, 2100));
    const again = await datasets.load(data, context());
    expect(reads).toBe(2);
    expect(again.ok && again.value.info.trainingSamples + again.value.info.validationSamples).toBe(31);
  });
});
