import type { LayerFactory } from '#shared/layers/define';
import { convolveGroups } from '../convolution/groups';
import { alongRow, convolve, convolveDepthwise, picture, type Sizes, settings, volume } from '../convolution/slide';
import { spreadSize } from '../convolution/spread';
import { groupedConv2d } from '../own-layers/grid-convolutions';
import { createOwnLayer } from '../own-layers/own-layer';
import type { LayerKit } from './kit';

const triple = (sizes: Sizes): [number, number, number] => {
  const [depth = 1, height = depth, width = depth] = [sizes ?? 1].flat();
  return [depth, height, width];
};

type Convolutions = Pick<
  LayerFactory,
  | 'conv1d'
  | 'conv2d'
  | 'groupedConv2d'
  | 'conv3d'
  | 'conv2dTranspose'
  | 'conv3dTranspose'
  | 'depthwiseConv2d'
  | 'separableConv2d'
>;

export const convolutionLayers = ({ tf, withBias }: LayerKit): Convolutions => ({
  conv1d(args) {
    const layer = tf.layers.conv1d({ ...args, kernelInitializer: 'zeros', biasInitializer: 'zeros' });
    const set = settings(args, alongRow);
    withBias(layer, args.activation, (input, kernel) => {
      const rows = convolve(tf, tf.expandDims(input, 1), tf.expandDims(kernel, 0), set);
      return tf.squeeze(rows, [1]);
    });
    return layer;
  },
  conv2d(args) {
    const layer = tf.layers.conv2d({ ...args, kernelInitializer: 'zeros', biasInitializer: 'zeros' });
    const set = settings(args);
    withBias(layer, args.activation, (input, kernel) => convolve(tf, input, kernel, set));
    return layer;
  },
  groupedConv2d(args) {
    const layer = createOwnLayer(tf, groupedConv2d, args);
    const set = settings({ ...args, strides: [...args.strides] });
    withBias(layer, args.activation, (input, kernel) =>
      convolveGroups(tf, input, kernel, args.groups ?? 1, (part, filters) => convolve(tf, part, filters, set)),
    );
    return layer;
  },
  conv3d(args) {
    const layer = tf.layers.conv3d({ ...args, kernelInitializer: 'zeros', biasInitializer: 'zeros' });
    const strides = triple(args.strides);
    const { padding } = settings(args);
    withBias(layer, args.activation, (input, kernel) => tf.conv3d(volume(input), volume(kernel), strides, padding));
    return layer;
  },
  conv2dTranspose(args) {
    const layer = tf.layers.conv2dTranspose({ ...args, kernelInitializer: 'zeros', biasInitializer: 'zeros' });
    const { strides, padding } = settings(args);
    withBias(layer, args.activation, (input, kernel) => {
      const [batch, ...sizes] = picture(input).shape;
      const [rows, columns, filters] = picture(kernel).shape;
      const height = spreadSize(sizes[0], rows, strides[0], padding);
      const width = spreadSize(sizes[1], columns, strides[1], padding);
      return tf.conv2dTranspose(picture(input), picture(kernel), [batch, height, width, filters], strides, padding);
    });
    return layer;
  },
  conv3dTranspose(args) {
    const layer = tf.layers.conv3dTranspose({ ...args, kernelInitializer: 'zeros', biasInitializer: 'zeros' });
    const strides = triple(args.strides);
    const { padding } = settings(args);
    withBias(layer, args.activation, (input, kernel) => {
      const [batch, depth, height, width] = volume(input).shape;
      const [layersDeep, rows, columns, filters] = volume(kernel).shape;
      const shape: [number, number, number, number, number] = [
        batch,
        spreadSize(depth, layersDeep, strides[0], padding),
        spreadSize(height, rows, strides[1], padding),
        spreadSize(width, columns, strides[2], padding),
        filters,
      ];
      return tf.conv3dTranspose(volume(input), volume(kernel), shape, strides, padding);
    });
    return layer;
  },
  depthwiseConv2d(args) {
    const layer = tf.layers.depthwiseConv2d({ ...args, depthwiseInitializer: 'zeros', biasInitializer: 'zeros' });
    const set = settings(args);
    withBias(layer, args.activation, (input, kernel) => convolveDepthwise(tf, input, kernel, set));
    return layer;
  },
  separableConv2d(args) {
    const zeros = { depthwiseInitializer: 'zeros', pointwiseInitializer: 'zeros', biasInitializer: 'zeros' } as const;
    const layer = tf.layers.separableConv2d({ ...args, ...zeros });
    const set = settings(args);
    withBias(
      layer,
      args.activation,
      (input, depthwise, pointwise) => {
        if (!pointwise) throw new Error(`Layer ${layer.name} has no pointwise kernel.`);
        return tf.conv2d(convolveDepthwise(tf, input, depthwise, set), picture(pointwise), 1, 'valid');
      },
      2,
    );
    return layer;
  },
});
