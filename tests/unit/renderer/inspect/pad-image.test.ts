import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  blankPicture,
  centreOfMass,
  inkBox,
  type Picture,
  resample,
  toMnist,
  toSample,
} from '#renderer/inspect/pad-image';

const PEN = 22;

/** Black with white where `isInk` says so. */
function draw(size: number, isInk: (x: number, y: number) => boolean): Picture {
  const picture = blankPicture(size, size);
  for (let i = 0; i < size * size; i++) if (isInk(i % size, Math.floor(i / size))) picture.values[i] = 1;
  return picture;
}
const rectangle = (left: number, top: number, width: number, height: number) =>
  draw(280, (x, y) => x >= left && x < left + width && y >= top && y < top + height);

const mass = ({ values }: Picture) => values.reduce((sum, ink) => sum + ink, 0);

describe('resample', () => {
  test('each pixel is the mean of what lies under it', () => {
    const source = { width: 4, height: 2, values: Float32Array.of(1, 0, 1, 1, 0, 0, 1, 1) };
    const { values } = resample(source, { left: 0, top: 0, width: 4, height: 2 }, 2, 1);
    expect([...values]).toEqual([0.25, 1]);
  });

  test('pixels that are covered in part count by their share', () => {
    const source = { width: 3, height: 1, values: Float32Array.of(1, 0.5, 0) };
    const { values } = resample(source, { left: 0, top: 0, width: 3, height: 1 }, 2, 1);
    expect([...values]).toEqual([Math.fround((1 + 0.25) / 1.5), Math.fround(0.25 / 1.5)]);
  });

  test('beyond the source there is no ink', () => {
    const source = { width: 1, height: 1, values: Float32Array.of(1) };
    expect([...resample(source, { left: -1, top: 0, width: 2, height: 1 }, 2, 1).values]).toEqual([0, 1]);
  });
});

describe('toMnist', () => {
  test('an empty pad is an empty picture', () => {
    const { width, height, values } = toMnist(blankPicture(280, 280), PEN);
    expect([width, height, mass({ width, height, values })]).toEqual([28, 28, 0]);
  });

  test('a tall stroke, wherever it was drawn, becomes 20 pixels tall and stands in the middle', () => {
    for (const [left, top] of [
      [10, 20],
      [200, 60],
    ] as const) {
      const picture = toMnist(rectangle(left, top, 22, 200), PEN);
      expect(inkBox(picture)?.height).toBeCloseTo(20, 0);
      const centre = centreOfMass(picture);
      expect(centre?.x).toBeCloseTo(14, 1);
      expect(centre?.y).toBeCloseTo(14, 1);
    }
  });

  test('is centred by mass, not by box', () => {
    // A heavy foot: the box's middle lies above the mass.
    const picture = toMnist(
      draw(280, (x, y) => y >= 60 && y < 260 && (y >= 220 ? x >= 90 && x < 190 : x >= 130 && x < 150)),
      PEN,
    );
    expect(centreOfMass(picture)?.y).toBeCloseTo(14, 1);
    const box = inkBox(picture);
    expect((box?.top ?? 0) + (box?.height ?? 0) / 2).toBeLessThan(13);
  });

  test('a dot stays a dot', () => {
    const picture = toMnist(rectangle(129, 129, 22, 22), PEN);
    expect(inkBox(picture)?.width).toBeLessThanOrEqual(5);
  });

  test('no ink is cut off, and every pixel is between 0 and 1', () => {
    const side = fc.integer({ min: 0, max: 250 });
    const size = fc.integer({ min: 4, max: 200 });
    fc.assert(
      fc.property(side, side, size, size, side, side, (left, top, width, height, left2, top2) => {
        const drawing = draw(
          280,
          (x, y) =>
            (x >= left && x < left + width && y >= top && y < top + height) ||
            (x >= left2 && x < left2 + 20 && y >= top2 && y < top2 + 20),
        );
        const picture = toMnist(drawing, PEN);
        const box = inkBox(drawing);
        const scale = Math.min(20 / Math.max(box?.width ?? 1, box?.height ?? 1), 4 / PEN);
        expect(mass(picture)).toBeCloseTo(mass(drawing) * scale * scale, 0);
        for (const ink of picture.values) expect(ink).toBeGreaterThanOrEqual(0);
        for (const ink of picture.values) expect(ink).toBeLessThanOrEqual(1);
      }),
      { numRuns: 30 },
    );
  });
});

test('for other shapes the whole pad is shrunk, the same in each channel', () => {
  const sample = toSample(rectangle(0, 0, 140, 280), [4, 4, 3], PEN);
  expect(sample.length).toBe(48);
  expect([...sample.slice(0, 12)]).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0].map(Math.fround));
});
