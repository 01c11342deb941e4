import type { Tensor4D, Tensor5D } from '@tensorflow/tfjs';
import type { Tfjs } from '../own-layers/own-layer';

interface Dilated {
  /** One number an axis, as the rate. */
  readonly kernelSize: readonly number[];
  readonly rate: readonly number[];
  readonly padding: 'valid' | 'same';
}

/**
 * A convolution with gaps between the values that it looks at, as TensorFlow's `nn.convolution` computes it: the picture, or volume,
 * is cut into as many coarse ones as there are places in a gap, which are a batch for a plain convolution, and put together again.
 * TensorFlow's kernels for the CPU have no gradient of a dilated convolution.
 * @param convolve a convolution with strides of 1 that pads nothing
 */
export function dilate<Grid extends Tensor4D | Tensor5D>(
  tf: Tfjs,
  input: Grid,
  { kernelSize, rate, padding }: Dilated,
  convolve: (input: Grid) => Grid,
): Grid {
  const sizes = input.shape.slice(1, -1);
  const axes = sizes.map((length, axis) => paddings(length, kernelSize[axis] ?? 1, rate[axis] ?? 1, padding));
  const block = [...rate];
  const around = axes.map(({ before, after, surplus }) => [before, after + surplus]);
  const cut = tf.spaceToBatchND(input, block, around);
  return tf.batchToSpaceND(
    convolve(cut),
    block,
    axes.map(({ surplus }) => [0, surplus]),
  );
}

/** How many zeros `same` puts before and after an axis, and how many more make its length a multiple of the rate. */
function paddings(length: number, kernel: number, rate: number, padding: Dilated['padding']) {
  const total = padding === 'same' ? (kernel - 1) * rate : 0;
  const before = Math.floor(total / 2);
  return { before, after: total - before, surplus: (rate - ((length + total) % rate)) % rate };
}
