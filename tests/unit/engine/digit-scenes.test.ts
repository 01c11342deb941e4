import { beforeAll, describe, expect, test } from 'vitest';
import type { LoadContext, LoadedDataset, Split } from '#main/data/define';
import { digitBoxesDataset } from '#main/data/digit-boxes';
import { digitMasksDataset } from '#main/data/digit-masks';
import { preparedInfo } from '#main/data/pipeline/prepared';
import { Augmentation } from '#shared/data/augmentations/augmentations';
import { Preprocessing } from '#shared/data/preprocessing/preprocessing';
import { elementCount } from '#shared/graph/shape';

const quietly: LoadContext = { signal: new AbortController().signal, report: () => undefined };
const SIZE = 40;
const COUNT = 60;

const datasets = { 'digit-boxes': digitBoxesDataset(), 'digit-masks': digitMasksDataset() };

async function load(id: keyof typeof datasets, options: object): Promise<LoadedDataset> {
  const loaded = await datasets[id].load({ size: SIZE, samples: 600, ...options }, quietly);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return loaded.value;
}

const first = Array.from({ length: COUNT }, (_, i) => i);

async function pictures(split: Split, indices: readonly number[] = first): Promise<Float32Array[]> {
  const into = new Float32Array(indices.length * SIZE * SIZE).fill(7);
  await split.gather(indices, into);
  return indices.map((_, i) => into.subarray(i * SIZE * SIZE, (i + 1) * SIZE * SIZE));
}

async function fields(split: Split, name: string, indices: readonly number[] = first): Promise<Float32Array[]> {
  const field = split.fields?.get(name);
  if (!field) throw new Error(`There is no ${name}.`);
  const size = elementCount(field.shape);
  const into = new Float32Array(indices.length * size).fill(7);
  await field.gather(indices, into);
  return indices.map((_, i) => into.subarray(i * size, (i + 1) * size));
}

/** The first and last column and row with ink. */
function extent(picture: Float32Array): readonly [left: number, top: number, right: number, bottom: number] {
  const inked = [...picture.keys()].filter(pixel => (picture[pixel] ?? 0) > 0);
  const columns = inked.map(pixel => pixel % SIZE);
  const rows = inked.map(pixel => Math.floor(pixel / SIZE));
  return [Math.min(...columns), Math.min(...rows), 1 + Math.max(...columns), 1 + Math.max(...rows)];
}

describe.each(['digit-boxes', 'digit-masks'] as const)('%s', id => {
  let dataset: LoadedDataset;
  beforeAll(async () => {
    dataset = await load(id, {});
  });

  test('has as many samples as were asked for, and a sixth for validation', () => {
    expect(dataset.info).toMatchObject({ trainingSamples: 600, validationSamples: 100, sampleShape: [SIZE, SIZE, 1] });
    expect([dataset.training.count, dataset.validation.count]).toEqual([600, 100]);
  });

  test('gives the same samples in any order, others in each part, and others with another seed', async () => {
    const [given] = await pictures(dataset.training, [17]);
    expect((await pictures(dataset.training, [3, 17]))[1]).toEqual(given);
    expect((await pictures(dataset.validation, [17]))[0]).not.toEqual(given);
    const again = await load(id, {});
    expect((await pictures(again.training, [17]))[0]).toEqual(given);
    expect(again.fingerprint).toBe(dataset.fingerprint);
    const other = await load(id, { seed: 1 });
    expect((await pictures(other.training, [17]))[0]).not.toEqual(given);
    expect(other.fingerprint).not.toBe(dataset.fingerprint);
  });

  test('may not be augmented by what moves places, since what is to be learned would not move along', () => {
    const augmented = (type: string) => preparedInfo(dataset.info, { augmentations: [Augmentation.parse({ type })] });
    expect(augmented('brightness').ok).toBe(true);
    for (const type of ['flip', 'rotation', 'translation', 'zoom', 'shear', 'crop']) {
      const refused = augmented(type);
      expect(refused.ok ? null : JSON.stringify(refused.error)).toContain('where it was');
    }
    for (const type of ['mixup', 'cutmix']) {
      const refused = augmented(type);
      expect(refused.ok ? null : JSON.stringify(refused.error)).toContain('makes one picture of two');
    }
  });

  test.each(['crop', 'pad'] as const)('may not be brought to a size by %s, and may by resizing', fit => {
    const sized = (how: 'crop' | 'pad' | 'resize') =>
      preparedInfo(dataset.info, { preprocessing: Preprocessing.parse({ size: { fit: how, height: 20, width: 24 } }) });
    const refused = sized(fit);
    expect(refused.ok ? null : refused.error).toMatchObject({
      problems: [{ fixes: [{ do: 'resize-pictures', label: 'Resize to 20 × 24' }] }],
    });
    expect(sized('resize').ok).toBe(true);
  });

  test('has pixels from 0 to 1', async () => {
    for (const picture of await pictures(dataset.training)) {
      expect(Math.min(...picture)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...picture)).toBeLessThanOrEqual(1);
      expect(Math.max(...picture)).toBeGreaterThan(0.5);
    }
  });
});

test('a box of digit-boxes is where the ink is', async () => {
  const { training, validation } = await load('digit-boxes', {});
  for (const split of [training, validation]) {
    const boxes = await fields(split, 'box');
    for (const [i, picture] of (await pictures(split)).entries()) {
      const [x = 0, y = 0, width = 0, height = 0] = [...(boxes[i] ?? [])].map(share => share * SIZE);
      // The ink reaches its box but for the pixels whose middle is beyond it.
      for (const [at, edge] of [x, y, x + width, y + height].entries()) {
        expect(Math.abs((extent(picture)[at] ?? Number.NaN) - edge)).toBeLessThan(1.6);
      }
      expect(Math.max(width, height)).toBeLessThanOrEqual(0.71 * SIZE);
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(SIZE + 1e-3);
    }
  }
});

test('the digits of digit-boxes are those of MNIST', async () => {
  const { training, validation } = await load('digit-boxes', {});
  expect([...training.labels.slice(0, 5)]).toEqual([5, 0, 4, 1, 9]);
  expect([...validation.labels.slice(0, 5)]).toEqual([7, 2, 1, 0, 4]);
});

test('a mask of digit-masks is where the ink is, in one class for each digit', async () => {
  const { info, training } = await load('digit-masks', { noise: 0 });
  expect(info.targets).toMatchObject([{ kind: 'class-map', shape: [SIZE, SIZE] }]);
  const masks = await fields(training, 'mask');
  const found = new Set<number>();
  for (const [i, picture] of (await pictures(training)).entries()) {
    const mask = masks[i] ?? new Float32Array();
    expect([...mask].map(value => value > 0)).toEqual([...picture].map(value => value >= Math.fround(0.3)));
    for (const value of mask) found.add(value);
    expect(new Set(mask).size).toBeLessThanOrEqual(4);
  }
  expect([...found].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('noise changes the picture and not the mask', async () => {
  const [plain, noisy] = [await load('digit-masks', { noise: 0 }), await load('digit-masks', { noise: 0.2 })];
  expect(await fields(noisy.training, 'mask', [5])).toEqual(await fields(plain.training, 'mask', [5]));
  const [without = []] = await pictures(plain.training, [5]);
  const [withNoise = []] = await pictures(noisy.training, [5]);
  const differing = [...without].filter((value, i) => value !== withNoise[i]);
  expect(differing.length).toBeGreaterThan(0.4 * without.length);
});
