import * as tf from '@tensorflow/tfjs-node-gpu';
import { expect, test } from 'vitest';
import { Model } from '#main/model/model';
import { layerParams } from '#renderer/playground/as-layer';
import { convolve } from '#renderer/playground/convolve';
import { suppliedPicture } from '#renderer/playground/pictures';
import { CLASSIC_KERNELS } from '#shared/layers/convolution/kernels';
import { projectOf } from '../support/trained';

const FIVE = Array.from({ length: 25 }, (_, index) => (index - 11) / 4);
const kernels = [...Object.values(CLASSIC_KERNELS).map(({ rows }) => rows.flat()), FIVE];

test.each([1, 2, 3])('the layer made of a kernel gives the same values by TensorFlow, at stride %d', stride => {
  const picture = suppliedPicture();
  const shape = [picture.height, picture.width, 1];
  for (const kernel of kernels) {
    for (const padding of ['valid', 'same'] as const) {
      const filter = { kernel, stride, padding };
      const project = projectOf(
        [
          ['in_1', 'input', { shape }],
          ['fixed', 'fixedConv2d', layerParams(filter)],
          ['flat', 'flatten'],
          ['out', 'dense', { units: 2, activation: 'softmax' }],
        ],
        [
          ['in_1', 'fixed'],
          ['fixed', 'flat'],
          ['flat', 'out'],
        ],
      );
      const theirs = tf.tidy(() => {
        const output = new Model(tf, project, 1).outputs(tf.tensor(picture.values, [1, ...shape])).get('fixed');
        return { shape: output?.shape, values: output?.dataSync() ?? [] };
      });
      const ours = convolve(picture, filter);
      if (!ours.ok) throw new Error(ours.error.code);
      expect(theirs.shape).toEqual([1, ours.value.height, ours.value.width, 1]);
      const apart = ours.value.values.map((value, index) => Math.abs(value - (theirs.values[index] ?? Number.NaN)));
      expect(Math.max(...apart)).toBeLessThan(1e-5);
    }
  }
});
