import type { LayerFactory } from '#shared/layers/define';
import { convolveGroups, groupedConv2d } from '../own-layers/grouped-conv2d';
import { createOwnLayer } from '../own-layers/own-layer';
import type { Tensor, Tensor4D, Tensor5D, TensorFlow } from '../tensorflow';
import { dilate } from './dilate';
import type { LayerKit } from './kit';

type Pair = [number, number];
type Sizes = number | number[] | undefined;

const pair = (sizes: Sizes): Pair => {
  const [height = 1, width = height] = [sizes ?? 1].flat();
  return [height, width];
};
const triple = (sizes: Sizes): [number, number, number] => {
  const [depth = 1, height = depth, width = depth] = [sizes ?? 1].flat();
  return [depth, height, width];
};
/** Along a series, as one row of a picture. */
const alongRow = (sizes: Sizes): Pair => [1, pair(sizes)[0]];

// Pictures and kernels of pictures have four axes, and volumes five, as the layers' `build` made sure of.
const picture = (tensor: Tensor) => tensor as Tensor4D;
const volume = (tensor: Tensor) => tensor as Tensor5D;

interface Settings {
  readonly strides: Pair;
  readonly rate: Pair;
  readonly padding: 'valid' | 'same';
}

const settings = (
  args: { strides?: Sizes; dilationRate?: unknown; padding?: string },
  spread: (sizes: Sizes) => Pair = pair,
): Settings => ({
  strides: spread(args.strides),
  // tfjs types it as up to three numbers in a tuple.
  rate: spread(args.dilationRate as Sizes),
  padding: args.padding === 'same' ? 'same' : 'valid',
});

function convolve(tf: TensorFlow, input: Tensor, kernel: Tensor, { strides, rate, padding }: Settings): Tensor4D {
  const filter = picture(kernel);
  if (rate.every(distance => distance === 1)) return tf.conv2d(picture(input), filter, strides, padding);
  const kernelSize: Pair = [filter.shape[0], filter.shape[1]];
  return dilate(tf, picture(input), { kernelSize, rate, padding }, cut => tf.conv2d(cut, filter, 1, 'valid'));
}

function convolveDepthwise(tf: TensorFlow, input: Tensor, kernel: Tensor, { strides, rate, padding }: Settings) {
  const filter = picture(kernel);
  if (rate.every(distance => distance === 1)) return tf.depthwiseConv2d(picture(input), filter, strides, padding);
  const kernelSize: Pair = [filter.shape[0], filter.shape[1]];
  return dilate(tf, picture(input), { kernelSize, rate, padding }, cut => tf.depthwiseConv2d(cut, filter, 1, 'valid'));
}

type Convolutions = Pick<
  LayerFactory,
  'conv1d' | 'conv2d' | 'groupedConv2d' | 'conv3d' | 'conv2dTranspose' | 'depthwiseConv2d' | 'separableConv2d'
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
      convolveGroups(tf, input, kernel, args.groups, (part, filters) => convolve(tf, part, filters, set)),
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
      const { shape: kernelShape } = picture(kernel);
      const grow = (axis: 0 | 1) =>
        sizes[axis] * strides[axis] + (padding === 'same' ? 0 : Math.max(kernelShape[axis] - strides[axis], 0));
      const shape: [number, number, number, number] = [batch, grow(0), grow(1), kernelShape[2]];
      return tf.conv2dTranspose(picture(input), picture(kernel), shape, strides, padding);
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
