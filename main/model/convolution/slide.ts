import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import type { Tfjs } from '../own-layers/own-layer';
import { dilate } from './dilate';

type Pair = [number, number];
export type Sizes = number | number[] | undefined;

const pair = (sizes: Sizes): Pair => {
  const [height = 1, width = height] = [sizes ?? 1].flat();
  return [height, width];
};
/** Along a series, as one row of a picture. */
export const alongRow = (sizes: Sizes): Pair => [1, pair(sizes)[0]];

/** Pictures and kernels of pictures have four axes, as the layers' `build` made sure of. */
export const picture = (tensor: Tensor) => tensor as Tensor4D;

interface Settings {
  readonly strides: Pair;
  readonly rate: Pair;
  readonly padding: 'valid' | 'same';
}

export const settings = (
  args: { strides?: Sizes; dilationRate?: unknown; padding?: string },
  spread: (sizes: Sizes) => Pair = pair,
): Settings => ({
  strides: spread(args.strides),
  // tfjs types it as up to three numbers in a tuple.
  rate: spread(args.dilationRate as Sizes),
  padding: args.padding === 'same' ? 'same' : 'valid',
});

/** @param input [batch, height, width, channels] */
export function convolve(tf: Tfjs, input: Tensor, kernel: Tensor, { strides, rate, padding }: Settings): Tensor4D {
  const filter = picture(kernel);
  if (rate.every(distance => distance === 1)) return tf.conv2d(picture(input), filter, strides, padding);
  const kernelSize: Pair = [filter.shape[0], filter.shape[1]];
  return dilate(tf, picture(input), { kernelSize, rate, padding }, cut => tf.conv2d(cut, filter, 1, 'valid'));
}

/** Every channel by filters of its own. @param input [batch, height, width, channels] */
export function convolveDepthwise(tf: Tfjs, input: Tensor, kernel: Tensor, { strides, rate, padding }: Settings) {
  const filter = picture(kernel);
  if (rate.every(distance => distance === 1)) return tf.depthwiseConv2d(picture(input), filter, strides, padding);
  const kernelSize: Pair = [filter.shape[0], filter.shape[1]];
  return dilate(tf, picture(input), { kernelSize, rate, padding }, cut => tf.depthwiseConv2d(cut, filter, 1, 'valid'));
}
