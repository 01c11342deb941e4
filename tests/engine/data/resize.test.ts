import * as tf from '@tensorflow/tfjs-node-gpu';
import { beforeAll, expect, test } from 'vitest';
import { type Resize, resizer } from '#main/data/image-folder/resize';
import { createRandom } from '#main/random/random';
import { loadTensorFlow } from '#main/runtime/load-tensorflow';

let resize: Resize;
beforeAll(async () => {
  const runtime = await loadTensorFlow({ device: 'cpu' });
  if (!runtime.ok) throw new Error('no TensorFlow');
  resize = resizer();
});

type Size = readonly [height: number, width: number];

/** By TensorFlow, rounded. */
function expected(picture: Uint8Array, [h, w]: Size, [height, width]: Size, channels: 1 | 3): Uint8Array {
  const resized = tf.tidy(() => {
    const values = tf.tensor4d(Int32Array.from(picture), [1, h, w, channels], 'int32');
    return tf.image.resizeBilinear(values, [height, width], false, true).dataSync();
  });
  return Uint8Array.from(resized, value => value + 0.5);
}

const random = createRandom(7, 'sizes');
const between = (least: number, most: number) => least + random.integer(most - least + 1);
const sizes: readonly (readonly [name: string, from: Size, to: Size])[] = [
  ['as it is', [40, 31], [40, 31]],
  ['to a half, where all lie on the border of two bytes', [64, 48], [32, 24]],
  ['to a third', [63, 48], [21, 16]],
  ['to twice the size', [24, 32], [48, 64]],
  ['one pixel', [1, 1], [9, 8]],
  ['one row', [1, 50], [20, 20]],
  ['one column', [50, 1], [20, 20]],
  ['to one pixel', [5, 7], [1, 1]],
  ['as in ImageNet', [375, 500], [224, 224]],
  ...Array.from({ length: 60 }, (_, i) => {
    const [from, to] = [[between(1, 90), between(1, 90)] as const, [between(1, 90), between(1, 90)] as const];
    return [`at random (${i})`, from, to] as const;
  }),
];

test.each(sizes)('resizes to the byte as TensorFlow does, larger ones before and after: %s', (_, from, to) => {
  for (const channels of [3, 1] as const) {
    const picture = Uint8Array.from({ length: from[0] * from[1] * channels }, () => between(0, 255));
    const cut = Math.floor(picture.length / 3);
    const parts = [picture.subarray(0, cut), picture.subarray(cut)];
    const wanted = expected(picture, from, to, channels);
    const bytes = new Uint8Array(wanted.length);
    resize(parts, from, to, channels, bytes);
    expect(Buffer.compare(bytes, wanted)).toBe(0);
    // What an earlier picture left in the memory has no part in it.
    resize([new Uint8Array(90 * 90 * 3).fill(255)], [90, 90], [90, 90], 3, new Uint8Array(90 * 90 * 3));
    const shades = new Float32Array(wanted.length);
    resize([picture, new Uint8Array(5).fill(9)], from, to, channels, shades);
    expect(shades).toEqual(Float32Array.from(wanted, byte => byte / 255));
  }
});
