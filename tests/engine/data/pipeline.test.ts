import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Datasets } from '#main/data/datasets';
import type { Draw, LoadedDataset, Split } from '#main/data/define';
import { imageFolderDataset } from '#main/data/image-folder';
import { ChannelStatistics } from '#main/data/pipeline/channel-statistics';
import { sharedBytes } from '#main/data/pipeline/gather';
import { shadesTensor } from '#main/data/pipeline/shades-tensor';
import { SampleThreads } from '#main/data/pipeline/threads';
import { pointsDataset } from '#main/data/points';
import { loadTensorFlow } from '#main/runtime/load-tensorflow';
import { onlyClass } from '#main/training/batch-parts';
import { BatchStream, batchesOf } from '#main/training/batches';
import { asList } from '#main/training/train-step';
import { DataSettings } from '#shared/data/dataset';
import { ensureBuilt } from '../../support/built';
import { makePictureFolder } from '../../support/picture-files';
import { repoRoot } from '../../support/repo';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';

/** Samples on their way from the dataset to the network. */

const loadRuntime = () => loadTensorFlow({ device: 'cpu' });
const context = { signal: new AbortController().signal, report: () => undefined };
/** No worker: in this thread. */
const here = new SampleThreads(null);

let folder: TempFolder;
beforeAll(async () => {
  folder = await makeTempFolder('pipeline');
  await makePictureFolder(folder.path, 40);
});
afterAll(() => folder.remove());

const settings = (
  more: object = {},
  dataset = 'image-folder',
  options: object = { folder: folder.path, height: 20, width: 28 },
) => DataSettings.parse({ dataset, options, ...more });

const datasetsOn = (threads: SampleThreads, mostMemory?: number) =>
  new Datasets(
    [
      imageFolderDataset(loadRuntime, { threads, ...(mostMemory === undefined ? {} : { mostMemory }) }),
      pointsDataset(),
    ],
    threads,
  );

async function loaded(data: DataSettings, datasets = datasetsOn(here)): Promise<LoadedDataset> {
  const result = await datasets.load(data, context);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function samplesOf({ info }: LoadedDataset, split: Split, draw?: Draw): Promise<Float32Array> {
  const indices = Array.from({ length: split.count }, (_, i) => i);
  const values = new Float32Array(indices.length * info.sampleShape.reduce((product, size) => product * size, 1));
  await split.gather(indices, values, draw);
  return values;
}

const augmentations = [
  { type: 'flip', mode: 'both' },
  { type: 'rotation', degrees: 40 },
  { type: 'hue' },
  { type: 'noise', deviation: 0.2 },
];
const preprocessing = { size: { fit: 'pad', height: 24, width: 24 }, normalization: { type: 'computed' } };
const draw = { seed: 11, epoch: 3 };

describe('other threads', () => {
  let threads: SampleThreads;
  beforeAll(async () => {
    await ensureBuilt();
    threads = new SampleThreads(path.join(repoRoot, 'dist/node/sample-worker.cjs'), 2);
  });
  afterAll(() => threads.close());

  test.each([
    ['decoded pictures in memory', undefined, {}],
    ['files, decoded anew', 0, { cache: false }],
  ])('give the same as this one: %s', async (_, mostMemory, more) => {
    const data = settings({ augmentations, preprocessing }, 'image-folder', {
      folder: folder.path,
      height: 20,
      width: 28,
      ...more,
    });
    const [theirs, ours] = [
      await loaded(data, datasetsOn(threads, mostMemory)),
      await loaded(data, datasetsOn(here, mostMemory)),
    ];
    expect(theirs.fingerprint).toBe(ours.fingerprint);
    expect(await samplesOf(theirs, theirs.training, draw)).toEqual(await samplesOf(ours, ours.training, draw));
    expect(await samplesOf(theirs, theirs.validation)).toEqual(await samplesOf(ours, ours.validation));
  });

  test('give the same also for samples that only this one has', async () => {
    const data = settings({ preprocessing: { normalization: { type: 'computed' } } }, 'points', { samples: 200 });
    const [theirs, ours] = [await loaded(data, datasetsOn(threads)), await loaded(data)];
    expect(await samplesOf(theirs, theirs.training)).toEqual(await samplesOf(ours, ours.training));
  });

  test('are started anew where they were ended', async () => {
    const data = settings({ augmentations });
    const dataset = await loaded(data, datasetsOn(threads));
    const before = await samplesOf(dataset, dataset.training, draw);
    await threads.close();
    expect(await samplesOf(dataset, dataset.training, draw)).toEqual(before);
  });
});

describe('pictures that nothing is done to', () => {
  test('stay bytes until TensorFlow makes the very same float32 of them', async () => {
    const runtime = await loadRuntime();
    if (!runtime.ok) throw new Error('no TensorFlow');
    const { tf } = runtime.value;
    const side = 120;
    const options = { folder: folder.path, height: side, width: side, cache: false };
    const { training, validation } = await loaded(settings({}, 'image-folder', options), datasetsOn(here, 0));
    const order = Uint32Array.from({ length: training.count }, (_, i) => training.count - 1 - i);
    const values = new Float32Array(order.length * side * side * 3);
    await training.gather(order, values);
    expect(values.some(value => value > 0 && value < 1)).toBe(true);
    expect(validation.gatherBytes).toBeDefined();
    const before = tf.memory().numTensors;
    const stream = new BatchStream(tf, training, batchesOf(order, 15), onlyClass([side, side, 3]));
    let at = 0;
    for (let batch = await stream.next(); batch; batch = await stream.next()) {
      // The last one is small.
      const isLarge = batch.indices.length === 15;
      expect([...batch.values.values()].map(memory => memory instanceof Uint8Array)).toEqual([isLarge]);
      const [samples] = asList(batch.samples);
      const size = batch.indices.length * side * side * 3;
      expect(samples?.shape).toEqual([batch.indices.length, side, side, 3]);
      const made = Float32Array.from((await samples?.data<'float32'>()) ?? []);
      // So many numbers are compared as bytes, which takes no time.
      expect(Buffer.from(made.buffer).equals(Buffer.from(values.slice(at, at + size).buffer))).toBe(true);
      at += size;
      stream.done(batch);
    }
    expect(at).toBe(values.length);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('of any number of bytes, each value a byte by 255', async () => {
    const runtime = await loadRuntime();
    if (!runtime.ok) throw new Error('no TensorFlow');
    const bytes = sharedBytes(257);
    for (let i = 0; i < bytes.length; i++) bytes[i] = i;
    const tensor = shadesTensor(runtime.value.tf, bytes, [257, 1]);
    expect(await tensor.data()).toEqual(Float32Array.from(bytes, byte => byte / 255));
    tensor.dispose();
  });

  test.each([
    ['augmented', { augmentations }],
    ['prepared', { preprocessing }],
  ])('are no bytes where they are %s', async (_, more) => {
    const { training } = await loaded(settings(more));
    expect(training.gatherBytes).toBeUndefined();
  });
});

describe('augmentations', () => {
  test('change training samples where there is a draw, by it alone, and no others', async () => {
    const plain = await loaded(settings());
    const augmented = await loaded(settings({ augmentations }));
    const training = await samplesOf(plain, plain.training);
    expect(await samplesOf(augmented, augmented.training)).toEqual(training);
    const first = await samplesOf(augmented, augmented.training, draw);
    expect(first).not.toEqual(training);
    expect(await samplesOf(augmented, augmented.training, draw)).toEqual(first);
    expect(await samplesOf(augmented, augmented.training, { ...draw, epoch: 4 })).not.toEqual(first);
    expect(await samplesOf(augmented, augmented.training, { ...draw, seed: 12 })).not.toEqual(first);
    expect(await samplesOf(augmented, augmented.validation, draw)).toEqual(await samplesOf(plain, plain.validation));
    expect(augmented.fingerprint).toBe(plain.fingerprint);
    const alone = new Float32Array(20 * 28 * 3);
    await augmented.training.gather([5], alone, draw);
    expect(alone).toEqual(first.subarray(5 * alone.length, 6 * alone.length));
  });

  test('are refused where there is no picture', async () => {
    const info = await datasetsOn(here).info(settings({ augmentations }, 'points', {}));
    expect(JSON.stringify(info)).toContain('only pictures can be augmented');
  });
});

describe('preprocessing', () => {
  const channelsOf = (values: Float32Array, channels: number) => {
    const statistics = new ChannelStatistics(channels);
    statistics.add(values);
    return statistics.result();
  };

  test('normalizes by the training samples, each channel by itself', async () => {
    const dataset = await loaded(settings({ preprocessing: { normalization: { type: 'computed' } } }));
    const { mean, deviation } = channelsOf(await samplesOf(dataset, dataset.training), 3);
    for (const value of mean) expect(value).toBeCloseTo(0, 4);
    for (const value of deviation) expect(value).toBeCloseTo(1, 4);
    expect(dataset.fingerprint).not.toBe((await loaded(settings())).fingerprint);
  });

  test('scales, and takes given numbers, one for all channels or one each', async () => {
    const plain = await loaded(settings());
    const values = await samplesOf(plain, plain.validation);
    const by = async (more: object) => {
      const dataset = await loaded(settings({ preprocessing: more }));
      return samplesOf(dataset, dataset.validation);
    };
    const near = (actual: Float32Array, expected: (value: number, at: number) => number) =>
      actual.forEach((value, at) => {
        expect(Math.abs(value - expected(values[at] ?? 0, at))).toBeLessThan(1e-4);
      });
    near(await by({ scaling: 'symmetric' }), value => 2 * value - 1);
    near(await by({ scaling: 'bytes' }), value => 255 * value);
    near(await by({ normalization: { type: 'given', mean: [0.5], deviation: [0.25] } }), value => (value - 0.5) / 0.25);
    const each = { type: 'given', mean: [0, 100, 200], deviation: [1, 2, 4] };
    near(
      await by({ scaling: 'bytes', normalization: each }),
      (value, at) => (255 * value - 100 * (at % 3)) / 2 ** (at % 3),
    );
  });

  test('brings pictures to a size and to other channels, which the dataset then tells', async () => {
    const { info } = await loaded(settings({ preprocessing: { ...preprocessing, channels: 'grayscale' } }));
    expect(info.sampleShape).toEqual([24, 24, 1]);
    const padded = await loaded(settings({ preprocessing: { size: { fit: 'pad', height: 28, width: 28 } } }));
    const first = (await samplesOf(padded, padded.training)).subarray(0, 28 * 28 * 3);
    const black = (row: number) => first.subarray(row * 28 * 3, (row + 1) * 28 * 3).every(value => value === 0);
    expect([0, 3, 4, 23, 24, 27].map(black)).toEqual([true, true, false, false, true, true]);
  });

  test('that cannot be done is refused in words', async () => {
    const refusal = async (data: DataSettings) => JSON.stringify(await datasetsOn(here).info(data));
    expect(await refusal(settings({ preprocessing: { scaling: 'bytes' } }, 'points', {}))).toContain(
      'for pictures only',
    );
    const two = { normalization: { type: 'given', mean: [0, 0], deviation: [1] } };
    expect(await refusal(settings({ preprocessing: two }))).toContain('there are 3 channels, and 2 numbers');
  });

  test('numbers come out the same in parts as at once, also far from 0', () => {
    const values = Float32Array.from({ length: 4000 }, (_, i) => 1e4 + Math.sin(i) + (i % 2));
    const whole = new ChannelStatistics(2);
    whole.add(values);
    const parts = new ChannelStatistics(2);
    for (const [from, to] of [
      [0, 10],
      [10, 1000],
      [1000, 4000],
    ] as const)
      parts.add(values.subarray(from, to));
    for (const kind of ['mean', 'deviation'] as const) {
      expect(parts.result()[kind]).toEqual(whole.result()[kind].map(value => expect.closeTo(value, 8)));
    }
    expect(parts.result().deviation[0]).toBeCloseTo(Math.SQRT1_2, 2);
  });
});
