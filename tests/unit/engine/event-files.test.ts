import { appendFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EventFiles } from '#main/runs/event-files';
import { crc32c } from '#main/tensorboard/crc32c';
import { stepOf } from '#main/tensorboard/event';
import { histogramOf } from '#main/tensorboard/histogram';
import { frameRecord, wholeRecords } from '#main/tensorboard/tfrecord';
import type { MetricPoint } from '#shared/protocol/session';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';

let temp: TempFolder;
beforeEach(async () => {
  temp = await makeTempFolder('events');
});
afterEach(() => temp.remove());

const bytes = (text: string) => new TextEncoder().encode(text);

test('CRC-32C gives the check values of RFC 3720', () => {
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
  expect(crc32c(bytes('123456789'))).toBe(0xe3069283);
});

test('records are read up to the first that is torn or altered', () => {
  const file = Buffer.concat([frameRecord(bytes('one')), frameRecord(bytes('')), frameRecord(bytes('three'))]);
  const texts = (of: Uint8Array) => [...wholeRecords(of)].map(({ data }) => Buffer.from(data).toString());
  expect(texts(file)).toEqual(['one', '', 'three']);
  for (let length = 0; length < file.length; length++) expect(texts(file.subarray(0, length)).length).toBeLessThan(3);
  for (let at = 0; at < 19; at++) {
    const altered = Buffer.from(file);
    altered[at] = (altered[at] ?? 0) ^ 0x10;
    expect(texts(altered), `byte ${at} altered`).toEqual([]);
  }
});

test('a histogram counts every value once, the largest too', () => {
  const histogram = histogramOf(Float32Array.from({ length: 1001 }, (_, i) => i / 1000 - 0.5));
  expect(histogram).toMatchObject({ min: -0.5, max: 0.5, count: 1001 });
  expect(histogram?.buckets.reduce((sum, count) => sum + count, 0)).toBe(1001);
  expect(histogram?.limits.at(-1)).toBe(0.5);
  expect(Math.max(...(histogram?.buckets ?? []))).toBeLessThan(23);
  expect(histogramOf(Float32Array.of(3, 3))).toMatchObject({ limits: [3], buckets: [2] });
  expect(histogramOf(Float32Array.of(1, Number.NaN))).toBeNull();
  expect(histogramOf(new Float32Array(0))).toBeNull();
});

const train = (step: number): MetricPoint => ({ step, epoch: step / 10, loss: 1 / step, accuracy: 0.5 });
const validation = (step: number): MetricPoint => ({ step, epoch: step / 10, validationLoss: 0.25 });

/** The steps of all events of a part, file by file. */
async function stepsOf(part: 'train' | 'validation'): Promise<number[][]> {
  const folder = path.join(temp.path, part);
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async name => [...wholeRecords(await readFile(path.join(folder, name)))].map(({ data }) => stepOf(data))),
  );
}

test('a run that goes on cuts what came after, and says from which step it writes anew', async () => {
  const kept = [train(5), train(10), validation(10)];
  const first = new EventFiles(temp.path, []);
  await first.append([...kept, train(15), validation(20)]);
  expect(await stepsOf('train')).toEqual([[0, 0, 5, 10, 15]]);
  expect(await stepsOf('validation')).toEqual([[0, 0, 10, 20]]);
  expect(await EventFiles.cut(temp.path, kept)).toEqual({ ok: true, value: undefined });
  const second = new EventFiles(temp.path, kept);
  await second.append([train(12)]);
  expect(await stepsOf('train')).toEqual([
    [0, 0, 5, 10],
    [0, 11, 12],
  ]);
  expect(await stepsOf('validation')).toEqual([[0, 0, 10]]);
});

test('a torn record goes, wherever its writer was killed', async () => {
  await new EventFiles(temp.path, []).append([train(5), train(10)]);
  const [name = ''] = await readdir(path.join(temp.path, 'train'));
  const file = path.join(temp.path, 'train', name);
  const whole = await readFile(file);
  for (let length = 0; length < whole.length; length += 7) {
    await writeFile(file, whole.subarray(0, length));
    expect(await EventFiles.cut(temp.path, [train(5), train(10)])).toMatchObject({ ok: true });
    const left = await readFile(file);
    expect([...wholeRecords(left)].at(-1)?.end ?? 0).toBe(left.length);
  }
  await writeFile(file, whole);
  await appendFile(file, 'garbage');
  await EventFiles.cut(temp.path, [train(5), train(10)]);
  expect(await readFile(file)).toEqual(whole);
  await truncate(file, whole.length - 1);
  await EventFiles.cut(temp.path, [train(5), train(10)]);
  expect(await stepsOf('train')).toEqual([[0, 0, 5]]);
});

test('three beginnings within a second leave three files in their order', async () => {
  for (const kept of [[], [train(1)], [train(1), train(2)]]) {
    await new EventFiles(temp.path, kept).append([train(kept.length + 1)]);
  }
  expect((await stepsOf('train')).map(steps => steps.at(-1))).toEqual([1, 2, 3]);
});

test('a folder that cannot be made is an answer', async () => {
  await writeFile(path.join(temp.path, 'train'), '');
  expect(await new EventFiles(temp.path, []).append([train(1)])).toMatchObject({
    ok: false,
    error: { code: 'file/failed' },
  });
});
