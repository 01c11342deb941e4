import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Picture } from '#renderer/inspect/pad-image';
import { cellUnder, convolve, type Filter, slideOver, sumOf, termsAt, windowAt } from '#renderer/playground/convolve';
import { CLASSIC_KERNELS } from '#shared/layers/convolution/kernels';
import { gridShape, slide } from '#shared/layers/window';

const filter = (kernel: readonly number[], rest: Partial<Filter> = {}): Filter => ({
  kernel,
  stride: 1,
  padding: 'valid',
  ...rest,
});
const sobel = CLASSIC_KERNELS.sobel_x.rows.flat();
const identity = CLASSIC_KERNELS.identity.rows.flat();

/** 1 to 16, row by row. */
const counted: Picture = { width: 4, height: 4, values: Float32Array.from({ length: 16 }, (_, i) => i + 1) };

function done<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
const resultOf = (picture: Picture, by: Filter) => [...done(convolve(picture, by)).values];

const pictures = fc
  .record({ width: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 12 }) })
  .chain(({ width, height }) =>
    fc
      .array(fc.integer({ min: 0, max: 255 }), { minLength: width * height, maxLength: width * height })
      .map((bytes): Picture => ({ width, height, values: Float32Array.from(bytes, byte => byte / 255) })),
  );
const filters = fc.record({
  kernel: fc
    .constantFrom(9, 25)
    .chain(length => fc.array(fc.integer({ min: -9, max: 9 }), { minLength: length, maxLength: length })),
  stride: fc.integer({ min: 1, max: 3 }),
  padding: fc.constantFrom('valid', 'same'),
});

describe('convolve', () => {
  test('gives the sums that one works out by hand', () => {
    // Each row grows by 1 a pixel: (1 + 2 + 1) · 2 everywhere.
    expect(resultOf(counted, filter(sobel))).toEqual([8, 8, 8, 8]);
    // 1·0 + 2·1 + 3·0 + 5·1 − 4·6 + 7·1 + 10·1 = 0 on an even slope.
    expect(resultOf(counted, filter(CLASSIC_KERNELS.edge_laplacian.rows.flat()))).toEqual([0, 0, 0, 0]);
    // The mean of the nine around 6, 7, 10 and 11.
    const means = resultOf(counted, filter(CLASSIC_KERNELS.box_blur.rows.flat()));
    for (const [index, mean] of [6, 7, 10, 11].entries()) expect(means[index]).toBeCloseTo(mean, 5);
  });

  test('does not turn the kernel around, as layers do not', () => {
    const lowerRight = [0, 0, 0, 0, 0, 0, 0, 0, 1];
    expect(resultOf(counted, filter(lowerRight))).toEqual([11, 12, 15, 16]);
  });

  test('pads with zeros', () => {
    // At the top left corner: right column 2·2 + 1·6, left column nothing.
    expect(resultOf(counted, filter(sobel, { padding: 'same' }))[0]).toBe(10);
    expect(resultOf(counted, filter(sobel, { padding: 'same' }))[3]).toBe(-(2 * 3 + 7));
  });

  test('puts the odd zero at the end, as TensorFlow does', () => {
    // Size 4, stride 2: one zero in all, after the last; so the first window starts at the first pixel.
    expect(resultOf(counted, filter(identity, { padding: 'same', stride: 2 }))).toEqual([6, 8, 14, 16]);
    expect(done(slideOver(counted, filter(identity, { padding: 'same', stride: 2 }))).before).toEqual({ x: 0, y: 0 });
  });

  test('refuses a kernel that is larger than the picture, unless it is padded', () => {
    const five = filter(new Array(25).fill(1));
    const refused = convolve(counted, five);
    expect(refused.ok ? null : refused.error.code).toBe('shape/window');
    expect(convolve(counted, { ...five, padding: 'same' }).ok).toBe(true);
  });

  test('identity leaves any picture as it is', () => {
    fc.assert(
      fc.property(pictures, picture => {
        expect(done(convolve(picture, filter(identity, { padding: 'same' }))).values).toEqual(picture.values);
      }),
    );
  });

  test('has the size that the layer has, and every sum is of windows that touch the picture', () => {
    fc.assert(
      fc.property(pictures, filters, (picture, by) => {
        const shape = [null, picture.height, picture.width, 1];
        const side = Math.sqrt(by.kernel.length);
        const sizes = slide(shape, done(gridShape(shape, 2)), {
          param: 'kernel',
          size: [side, side],
          strides: [by.stride, by.stride],
          padding: by.padding,
        });
        const convolved = convolve(picture, by);
        expect(convolved.ok).toBe(sizes.ok);
        if (!convolved.ok) return;
        expect([convolved.value.height, convolved.value.width]).toEqual(done(sizes));
        for (const [index, sum] of convolved.value.values.entries()) {
          const cell = { x: index % convolved.value.width, y: Math.floor(index / convolved.value.width) };
          const terms = termsAt(picture, by, convolved.value, cell);
          expect(sum).toBe(Math.fround(sumOf(terms)));
          expect(terms.some(term => !term.isPadding)).toBe(true);
          if (by.padding === 'valid') expect(terms.some(term => term.isPadding)).toBe(false);
        }
      }),
    );
  });

  test('a point in the middle of a window belongs to its cell', () => {
    fc.assert(
      fc.property(pictures, filters, fc.nat(), (picture, by, chosen) => {
        const slid = slideOver(picture, by);
        if (!slid.ok) return;
        const { width, height, side } = slid.value;
        const index = chosen % (width * height);
        const cell = { x: index % width, y: Math.floor(index / width) };
        const corner = windowAt(slid.value, cell);
        expect(cellUnder(slid.value, { x: corner.x + side / 2, y: corner.y + side / 2 })).toEqual(cell);
      }),
    );
  });
});
