import type { Tensor4D } from '@tensorflow/tfjs';
import type { BilinearUpSampling2DArgs } from '#shared/layers/own-layers';
import type { OwnLayerSpec } from './own-layer';

/** tfjs's own takes corners for centres of pixels, as Keras 2 did. */
export const bilinearUpSampling2d: OwnLayerSpec<BilinearUpSampling2DArgs> = {
  className: 'BilinearUpSampling2D',
  weights: () => [],
  outputShape([shape = []], { size: [down, across] }) {
    const [batch = null, height = null, width = null, channels = null] = shape;
    return [batch, (height ?? 0) * down, (width ?? 0) * across, channels];
  },
  compute(tf, [input], _weights, { size: [down, across] }) {
    if (!input) throw new Error('UpSampling2D takes one input.');
    const [, height = 0, width = 0] = input.shape;
    // Four axes, as the catalogue's layer made sure of.
    return tf.image.resizeBilinear(input as Tensor4D, [height * down, width * across], false, true);
  },
};
