import type { Tensor, Tensor4D, Tensor5D } from '@tensorflow/tfjs';
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

/** As pictures, with five axes. */
export const volume = (tensor: Tensor) => tensor as Tensor5D;

interface Settings {
  readonly strides: Pair;
  readonly rate: Pair;
  readonly padding: 'valid' | 'same';
}

export const settings = (
  args: { strides?: Sizes | readonly number[]; dilationRate?: unknown; padding?: string },
  spread: (sizes: Sizes) => Pair = pair,
): Settings => ({
  // Neither changes them, and tfjs types the second as up to three numbers in a tuple.
  strides: spread(args.strides as Sizes),
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

interface VolumeSettings {
  readonly strides: readonly number[];
  readonly dilationRate: readonly number[];
  readonly padding: 'valid' | 'same';
}

/** @param input [batch, depth, height, width, channels] */
export function convolveVolume(
  tf: Tfjs,
  input: Tensor,
  kernel: Tensor,
  { strides: [down = 1, across = 1, along = 1], dilationRate: rate, padding }: VolumeSettings,
): Tensor5D {
  const filter = volume(kernel);
  if (rate.every(distance => distance === 1)) {
    return tf.conv3d(volume(input), filter, [down, across, along], padding);
  }
  const kernelSize = filter.shape.slice(0, 3);
  return dilate(tf, volume(input), { kernelSize, rate, padding }, cut => tf.conv3d(cut, filter, 1, 'valid'));
}
