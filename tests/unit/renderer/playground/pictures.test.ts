import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layerParams } from '#renderer/playground/as-layer';
import { CLASSIC_IDS, classicOf, classicValues, resizeKernel } from '#renderer/playground/kernel';
import { fittingSize, LARGEST_SIDE, probePicture, suppliedPicture } from '#renderer/playground/pictures';
import { fixedConv2d } from '#shared/layers/convolution/fixed-conv2d';
import { toWire } from '#shared/protocol/tensor';

const probe = (shape: number[], values: number[]) =>
  ({ tensor: toWire(shape, Float32Array.from(values)), origin: { kind: 'drawn' } }) as const;

describe('pictures', () => {
  test('the supplied one is grey between black and white, and has both', () => {
    const { values, width, height } = suppliedPicture();
    expect(values).toHaveLength(width * height);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.min(...values)).toBeLessThan(0.1);
    expect(Math.max(...values)).toBe(1);
  });

  test("the studio's sample is taken where it is a picture, colours as the brightness one sees", () => {
    expect(probePicture(null)).toBeNull();
    expect(probePicture(probe([2], [1, 2]))).toBeNull();
    expect(probePicture(probe([1, 2, 1], [0.25, 1]))).toEqual({
      width: 2,
      height: 1,
      values: Float32Array.of(0.25, 1),
    });
    const red = probePicture(probe([1, 1, 3], [1, 0, 0]));
    expect(red?.values[0]).toBeCloseTo(0.299, 6);
  });

  test('a large one is shrunk to the mean of its parts', () => {
    const large = probe(
      [2, 128, 1],
      Array.from({ length: 256 }, (_, index) => index % 2),
    );
    const shrunk = probePicture(large);
    expect([shrunk?.width, shrunk?.height]).toEqual([64, 1]);
    expect(shrunk?.values.every(value => value === 0.5)).toBe(true);
  });

  test('any size fits, and keeps at least a pixel', () => {
    const side = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(side, side, (width, height) => {
        const size = fittingSize({ width, height });
        expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(1);
        expect(Math.max(size.width, size.height)).toBe(Math.min(LARGEST_SIDE, Math.max(width, height)));
      }),
    );
  });
});

describe('kernels', () => {
  test('a classic is known by its values, also on its way to 5 × 5 and back', () => {
    for (const id of CLASSIC_IDS) {
      const five = resizeKernel(classicValues(id), 5);
      expect(five).toHaveLength(25);
      expect(classicOf(five)).toBeUndefined();
      expect(classicOf(resizeKernel(five, 3))).toBe(id);
    }
  });

  test('the layer takes classics by name and others by their values, as its schema allows', () => {
    const sobel = layerParams({ kernel: classicValues('sobel_y'), stride: 2, padding: 'same' });
    expect(sobel).toEqual({ kernel: 'sobel_y', strides: [2, 2], padding: 'same' });
    const typed = layerParams({ kernel: new Array(25).fill(0.5), stride: 3, padding: 'valid' });
    expect(typed.kernel).toBe('typed_in');
    for (const params of [sobel, typed]) expect(fixedConv2d.params.safeParse(params).success).toBe(true);
  });
});
