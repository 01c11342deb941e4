import type { LayerFactory } from '#shared/layers/define';
import type { Tensor4D } from '../tensorflow';
import type { LayerKit } from './kit';

const pair = (sizes: number | number[]): [number, number] => {
  const [height = 1, width = height] = Array.isArray(sizes) ? sizes : [sizes];
  return [height, width];
};

export const convolutionLayers = ({ tf, withBias }: LayerKit): Pick<LayerFactory, 'conv2d' | 'depthwiseConv2d'> => ({
  conv2d(args) {
    const layer = tf.layers.conv2d({ ...args, kernelInitializer: 'zeros' });
    const strides = pair(args.strides ?? 1);
    const padding = args.padding === 'same' ? 'same' : 'valid';
    withBias(layer, args.activation, (input, kernel) =>
      // Four axes each, as the layer's `build` made sure of.
      tf.conv2d(input as Tensor4D, kernel as Tensor4D, strides, padding),
    );
    return layer;
  },
  depthwiseConv2d(args) {
    const layer = tf.layers.depthwiseConv2d({ ...args, depthwiseInitializer: 'zeros' });
    const strides = pair(args.strides ?? 1);
    const padding = args.padding === 'same' ? 'same' : 'valid';
    withBias(layer, args.activation, (input, kernel) =>
      // Four axes each, as the layer's `build` made sure of.
      tf.depthwiseConv2d(input as Tensor4D, kernel as Tensor4D, strides, padding),
    );
    return layer;
  },
});
