import { describe, expect, test } from 'vitest';
import { augment } from '#main/data/augment/augment';
import { gaussianBlur } from '#main/data/augment/blur';
import { brighten } from '#main/data/augment/brightness';
import { adjustContrast } from '#main/data/augment/contrast';
import { cover } from '#main/data/augment/cutout';
import { flipHorizontal, flipVertical } from '#main/data/augment/flip';
import { adjustHue } from '#main/data/augment/hue';
import { addNoise } from '#main/data/augment/noise';
import type { Picture } from '#main/data/augment/picture';
import { rotate } from '#main/data/augment/rotation';
import { resized } from '#main/data/augment/sample';
import { adjustSaturation } from '#main/data/augment/saturation';
import { slant } from '#main/data/augment/shear';
import { translate } from '#main/data/augment/translation';
import { magnify } from '#main/data/augment/zoom';
import { createRandom } from '#main/random/random';
import {
  AUGMENTATION_TYPES,
  Augmentation,
  type AugmentationType,
  isMixing,
  type SampleAugmentation,
} from '#shared/data/augmentations/augmentations';

function randomPicture(height: number, width: number, channels: number, ...seeds: (number | string)[]): Picture {
  const random = createRandom('picture', ...seeds);
  return { height, width, channels, values: Float32Array.from({ length: height * width * channels }, random.uniform) };
}
const rows = ({ values, width, channels }: Picture): number[][] =>
  Array.from({ length: values.length / (width * channels) }, (_, row) => [
    ...values.subarray(row * width * channels, (row + 1) * width * channels),
  ]);
const numbered = (height: number, width: number): Picture => ({
  ...{ height, width, channels: 1 },
  values: Float32Array.from({ length: height * width }, (_, i) => i),
});
const largestDifference = (a: Picture, b: Picture): number =>
  a.values.reduce((most, value, i) => Math.max(most, Math.abs(value - (b.values[i] ?? Number.NaN))), 0);

describe('geometry', () => {
  test('flips swap sides, and twice is once too often', () => {
    expect(rows(flipHorizontal(numbered(2, 3)))).toEqual([
      [2, 1, 0],
      [5, 4, 3],
    ]);
    expect(rows(flipVertical(numbered(2, 3)))).toEqual([
      [3, 4, 5],
      [0, 1, 2],
    ]);
    const picture = randomPicture(5, 7, 3);
    expect(flipHorizontal(flipHorizontal(picture))).toEqual(picture);
    expect(flipVertical(flipVertical(picture))).toEqual(picture);
  });

  test('quarter turns move pixels exactly, counter-clockwise, and four are none', () => {
    expect(rows(rotate(numbered(3, 3), 90, 'constant'))).toEqual([
      [2, 5, 8],
      [1, 4, 7],
      [0, 3, 6],
    ]);
    for (const side of [4, 5]) {
      const picture = randomPicture(side, side, 3);
      const quarter = rotate(picture, 90, 'constant');
      expect(rotate(rotate(rotate(quarter, 90, 'constant'), 90, 'constant'), 90, 'constant')).toEqual(picture);
      expect(rotate(picture, 180, 'constant')).toEqual(flipVertical(flipHorizontal(picture)));
      expect(rotate(quarter, -90, 'constant')).toEqual(picture);
      expect(rotate(picture, 360, 'constant')).toEqual(picture);
    }
  });

  test('a shift by whole pixels moves them, and what comes in is as asked for', () => {
    const line = numbered(1, 4);
    expect(rows(translate(line, 0, 2, 'constant'))).toEqual([[0, 0, 0, 1]]);
    expect(rows(translate(line, 0, -2, 'nearest'))).toEqual([[2, 3, 3, 3]]);
    expect(rows(translate(line, 0, -2, 'reflect'))).toEqual([[2, 3, 3, 2]]);
    expect(rows(translate(line, 0, -9, 'reflect'))).toEqual([[1, 2, 3, 3]]);
    expect(rows(translate(line, 0, 0.25, 'nearest'))).toEqual([[0, 0.75, 1.75, 2.75]]);
    expect(rows(translate(numbered(2, 2), 1, 0, 'constant'))).toEqual([
      [0, 0],
      [0, 1],
    ]);
  });

  test('nothing done changes nothing: zoom 1, shear 0°, a resize to the same size', () => {
    const picture = randomPicture(6, 5, 3);
    for (const same of [magnify(picture, 1, 'reflect'), slant(picture, 0, 'reflect'), resized(picture, 6, 5)]) {
      expect(same).toEqual(picture);
    }
  });

  test('zoom 2 shows the middle, and one half the whole with a rim', () => {
    expect(rows(magnify(numbered(1, 4), 2, 'constant'))).toEqual([[0.75, 1.25, 1.75, 2.25]]);
    const { values } = magnify({ ...numbered(4, 4), values: new Float32Array(16).fill(1) }, 0.5, 'constant');
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(4, 5);
  });

  test('shear moves each row by its height', () => {
    const upright: Picture = { height: 3, width: 5, channels: 1, values: new Float32Array(15) };
    for (const row of [0, 1, 2]) upright.values[5 * row + 2] = 1;
    const columns = rows(slant(upright, 45, 'constant')).map(row => row.findIndex(value => value > 0.99));
    expect(columns).toEqual([3, 2, 1]);
  });
});

describe('colours', () => {
  test('brightness adds and contrast stretches about the mean of the channel, both within 0 to 1', () => {
    const picture: Picture = { height: 1, width: 2, channels: 2, values: Float32Array.of(0.25, 0.5, 0.75, 0.5) };
    expect([...brighten(picture, 0.5).values]).toEqual([0.75, 1, 1, 1]);
    expect([...adjustContrast(picture, 0.5).values]).toEqual([0.375, 0.5, 0.625, 0.5]);
    expect([...adjustContrast(picture, 9).values]).toEqual([0, 0.5, 1, 0.5]);
    expect(adjustContrast(picture, 1)).toEqual(picture);
  });

  test('a turn of the hue by 0° or 360° is none; by 120° red becomes green', () => {
    const picture = randomPicture(8, 8, 3);
    for (const degrees of [0, 360, -360, 720]) {
      expect(largestDifference(adjustHue(picture, degrees), picture)).toBeLessThan(1e-6);
    }
    expect(largestDifference(adjustHue(adjustHue(picture, 77), -77), picture)).toBeLessThan(1e-6);
    const red: Picture = { height: 1, width: 1, channels: 3, values: Float32Array.of(1, 0, 0) };
    expect([...adjustHue(red, 120).values].map(value => Math.round(value * 1e6) / 1e6)).toEqual([0, 1, 0]);
  });

  test('without saturation all channels are the largest; grey pictures stay as they are', () => {
    const picture = randomPicture(4, 4, 3);
    const { values } = adjustSaturation(picture, 0);
    for (let at = 0; at < values.length; at += 3) {
      expect([values[at + 1], values[at + 2]]).toEqual([values[at], values[at]]);
    }
    expect(largestDifference(adjustSaturation(picture, 1), picture)).toBeLessThan(1e-6);
    const grey = randomPicture(4, 4, 1);
    expect(adjustSaturation(grey, 0)).toBe(grey);
    expect(adjustHue(grey, 90)).toBe(grey);
  });
});

describe('noise, blur and cutout', () => {
  test('noise has its deviation and no direction', () => {
    const grey: Picture = { height: 100, width: 100, channels: 1, values: new Float32Array(10_000).fill(0.5) };
    const added = addNoise(grey, 0.1, createRandom('noise')).values.map(value => value - 0.5);
    const mean = added.reduce((sum, value) => sum + value, 0) / added.length;
    const deviation = Math.sqrt(added.reduce((sum, value) => sum + value ** 2, 0) / added.length);
    expect(Math.abs(mean)).toBeLessThan(0.005);
    expect(deviation).toBeCloseTo(0.1, 2);
    expect(addNoise(grey, 0, createRandom('noise'))).toEqual(grey);
  });

  test('blur keeps the sum, leaves what is flat, and spreads a point as a Gaussian', () => {
    const flat: Picture = { height: 7, width: 9, channels: 3, values: new Float32Array(189).fill(0.25) };
    expect(largestDifference(gaussianBlur(flat, 2), flat)).toBeLessThan(1e-6);
    const point: Picture = { height: 31, width: 31, channels: 1, values: new Float32Array(961) };
    point.values[15 * 31 + 15] = 1;
    const { values } = gaussianBlur(point, 2);
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    const at = (row: number, column: number) => values[row * 31 + column] ?? 0;
    expect(at(15, 17) / at(15, 15)).toBeCloseTo(Math.exp(-4 / 8), 5);
    expect(at(13, 15)).toBeCloseTo(at(15, 17), 7);
    expect(gaussianBlur(point, 0)).toBe(point);
  });

  test('cutout covers its rectangle as far as it lies in the picture', () => {
    const white: Picture = { height: 4, width: 4, channels: 2, values: new Float32Array(32).fill(1) };
    const sum = (picture: Picture) => picture.values.reduce((total, value) => total + value, 0);
    expect(sum(cover(white, 1, 1, 2, 2))).toBe(32 - 8);
    expect(sum(cover(white, -1, 3, 2, 2))).toBe(32 - 2);
    expect(cover(white, 0, 4, 2, 2)).toBe(white);
    expect(sum(white)).toBe(32);
  });
});

describe('all augmentations', () => {
  const settings = (type: AugmentationType): SampleAugmentation => {
    const parsed = Augmentation.parse({ type });
    if (isMixing(parsed)) throw new Error(`${type} takes more than one sample.`);
    return parsed;
  };
  const ofOne = AUGMENTATION_TYPES.filter(type => !isMixing(Augmentation.parse({ type })));

  test.each(ofOne)('%s follows from seed, epoch and index alone, and keeps size and range', type => {
    const results = new Set<string>();
    for (const index of [0, 1, 2, 3, 4, 5, 6, 7]) {
      const picture = randomPicture(12, 10, 3);
      const before = picture.values.slice();
      const once = augment(picture, [settings(type)], index, { seed: 7, epoch: 2 });
      expect(augment(picture, [settings(type)], index, { seed: 7, epoch: 2 })).toEqual(once);
      expect(picture.values).toEqual(before);
      expect({ ...once, values: once.values.length }).toEqual({ ...picture, values: 360 });
      expect(once.values.every(value => value >= -1e-6 && value <= 1 + 1e-6)).toBe(true);
      results.add(once.values.join());
    }
    expect(results.size).toBeGreaterThan(1);
    const ofEpoch = Array.from({ length: 16 }, (_, epoch) =>
      augment(randomPicture(12, 10, 3), [settings(type)], 0, { seed: 7, epoch }).values.join(),
    );
    expect(new Set(ofEpoch).size).toBeGreaterThan(1);
  });

  test('each in a list draws by itself', () => {
    const picture = randomPicture(16, 16, 3);
    const flips = [settings('flip'), settings('flip')];
    const outcomes = Array.from({ length: 16 }, (_, index) => {
      const { values } = augment(picture, flips, index, { seed: 1, epoch: 0 });
      return values.join() === picture.values.join();
    });
    expect(new Set(outcomes).size).toBe(2);
  });
});
