import { describe, expect, test } from 'vitest';
import { datasetHandlers } from '#main/data/dataset-handlers';
import { Datasets, defaultDatasets } from '#main/data/datasets';
import type { LoadContext, LoadedDataset, Split } from '#main/data/define';
import { PATTERN_NAMES, patterns } from '#main/data/patterns';
import { pointsDataset } from '#main/data/points';
import { DataSettings } from '#shared/data/dataset';
import { err } from '#shared/result';

const IDS = [
  ...['mnist', 'digit-boxes', 'digit-masks', 'points', 'review-sentences', 'language-words'],
  ...['image-folder', 'image-csv', 'table', 'text-folder', 'text-csv', 'idx', 'npz'],
];

const quietly: LoadContext = { signal: new AbortController().signal, report: () => undefined };

async function load(options: Record<string, unknown>): Promise<LoadedDataset> {
  const loaded = await pointsDataset().load(options, quietly);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return loaded.value;
}

async function rowsOf(split: Split): Promise<{ x: number; y: number; label: number }[]> {
  const values = new Float32Array(2 * split.count);
  await split.gather(
    Array.from({ length: split.count }, (_, i) => i),
    values,
  );
  return Array.from(split.labels, (label, i) => ({ x: values[2 * i] ?? 0, y: values[2 * i + 1] ?? 0, label }));
}

describe.each(PATTERN_NAMES)('%s', pattern => {
  test('splits a fifth off for validation, both classes in equal parts', async () => {
    const { info, training, validation } = await load({ pattern, samples: 1000 });
    expect([info.trainingSamples, info.validationSamples]).toEqual([800, 200]);
    expect([training.count, validation.count]).toEqual([800, 200]);
    expect([training, validation].map(({ labels }) => labels.filter(label => label === 1).length)).toEqual([400, 100]);
  });

  test('counts in advance what it then gives, also for an odd number', async () => {
    const { info, training, validation } = await load({ pattern, samples: 23 });
    expect([training.count, validation.count]).toEqual([info.trainingSamples, info.validationSamples]);
    expect(training.count + validation.count).toBe(23);
  });

  test('the same seed gives the same points, another one others', async () => {
    const fingerprints = await Promise.all([1, 1, 2].map(async seed => (await load({ pattern, seed })).fingerprint));
    expect(fingerprints[0]).toBe(fingerprints[1]);
    expect(fingerprints[0]).not.toBe(fingerprints[2]);
  });

  test('noise moves the points by its deviation', async () => {
    const [still, moved] = await Promise.all([0, 0.2].map(noise => load({ pattern, samples: 4000, noise, seed: 9 })));
    if (!still || !moved) throw new Error('expected two datasets');
    const before = await rowsOf(still.training);
    const shifts = (await rowsOf(moved.training)).map(({ x }, i) => x - (before[i]?.x ?? 0));
    const deviation = Math.sqrt(shifts.reduce((sum, shift) => sum + shift ** 2, 0) / shifts.length);
    expect(deviation).toBeCloseTo(0.2, 1);
  });
});

describe('the shapes', () => {
  test("are scikit-learn's moons: two half circles, the lower one moved by (1, 0.5)", async () => {
    const { training } = await load({ pattern: 'moons', noise: 0 });
    for (const { x, y, label } of await rowsOf(training)) {
      expect(label === 0 ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5)).toBeCloseTo(1, 5);
      expect(label === 0 ? y : 0.5 - y).toBeGreaterThan(-1e-6);
    }
    // make_moons(4, noise=None): the ends of both half circles.
    expect([
      patterns.moons(0, 0, 2),
      patterns.moons(0, 1, 2),
      patterns.moons(1, 0, 2),
      patterns.moons(1, 1, 2),
    ]).toEqual([
      [1, 0],
      [-1, expect.closeTo(0)],
      [0, 0.5],
      [2, expect.closeTo(0.5)],
    ]);
  });

  test("are scikit-learn's circles with factor 0.5", async () => {
    const { training } = await load({ pattern: 'circles', noise: 0 });
    for (const { x, y, label } of await rowsOf(training))
      expect(Math.hypot(x, y)).toBeCloseTo(label === 0 ? 1 : 0.5, 5);
  });

  test('are two spirals, each the other turned by half a circle', () => {
    for (let i = 0; i < 50; i++) {
      const [x, y] = patterns.spirals(0, i, 50);
      expect(patterns.spirals(1, i, 50)).toEqual([expect.closeTo(-x), expect.closeTo(-y)]);
    }
    expect(Math.hypot(...patterns.spirals(0, 49, 50))).toBeCloseTo(1.5);
  });
});

describe('the registry', () => {
  const datasets = new Datasets(defaultDatasets());

  test('lists every dataset with the schema of its options', async () => {
    const infos = await datasets.list();
    expect(infos.map(({ id }) => id)).toEqual(IDS);
    expect(infos.find(({ id }) => id === 'points')?.optionsSchema).toMatchObject({
      properties: { pattern: { enum: ['moons', 'circles', 'spirals'] }, noise: { minimum: 0 } },
    });
  });

  test.each([
    [{ samples: 3 }, 'samples'],
    [{ pattern: 'stars' }, 'pattern'],
    [{ colour: 'red' }, 'colour'],
    [{ noise: 'much' }, 'noise'],
  ])('refuses %j by the name of the option', async (options, option) => {
    const info = await datasets.info({ dataset: 'points', options });
    expect(info).toMatchObject({
      ok: false,
      error: {
        code: 'project/untrainable',
        problems: [{ cause: { code: 'data/options', dataset: 'Points', option } }],
      },
    });
  });

  test('an unknown dataset is refused with those that are known', async () => {
    expect(await datasets.info({ dataset: 'cifar', options: {} })).toMatchObject({
      error: {
        problems: [
          {
            cause: {
              code: 'data/unknown-dataset',
              dataset: 'cifar',
              known: IDS,
            },
          },
        ],
      },
    });
  });

  test('loads once, also for two who ask at the same time', async () => {
    const ask = () => datasets.load({ dataset: 'points', options: { seed: 5, samples: 100 } }, quietly);
    const [first, second] = await Promise.all([ask(), ask()]);
    const third = await datasets.load({ dataset: 'points', options: { samples: 100, seed: 5 } }, quietly);
    if (!first?.ok || !second?.ok || !third.ok) throw new Error('expected all to load');
    expect(second.value).toBe(first.value);
    expect(third.value).toBe(first.value);
  });

  test('who waits for a load that is cancelled gets the data all the same', async () => {
    const cancelled = new AbortController();
    const fresh = new Datasets(defaultDatasets());
    const first = fresh.load(
      { dataset: 'mnist', options: {} },
      { signal: cancelled.signal, report: () => cancelled.abort() },
    );
    const second = fresh.load({ dataset: 'mnist', options: {} }, quietly);
    expect(await first).toEqual({ ok: false, error: { code: 'cancelled' } });
    expect((await second).ok).toBe(true);
  });
});

test('mean and variance of the training samples are those that Normalization is given', async () => {
  const data = DataSettings.parse({ dataset: 'points', options: { samples: 1000 } });
  const noRuntime = () => Promise.resolve(err([]));
  const handlers = datasetHandlers(new Datasets(defaultDatasets()), () => undefined, noRuntime);
  const answer = await handlers['dataset.statistics'](data);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  const rows = await rowsOf((await load(data.options)).training);
  for (const [channel, values] of [rows.map(({ x }) => x), rows.map(({ y }) => y)].entries()) {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(answer.value.mean[channel]).toBeCloseTo(mean, 6);
    expect(answer.value.variance[channel]).toBeCloseTo(variance, 6);
  }
});
