import type { Tensor4D } from '@tensorflow/tfjs';
import type { Tfjs } from '../own-layers/own-layer';

interface Dilated {
  readonly kernelSize: readonly [number, number];
  readonly rate: readonly [number, number];
  readonly padding: 'valid' | 'same';
}

/**
 * A convolution with gaps between the values that it looks at, as TensorFlow's `nn.convolution` computes it: the picture is cut
 * into as many coarse ones as there are places in a gap, which are a batch for a plain convolution, and put together again.
 * TensorFlow's kernels for the CPU have no gradient of a dilated convolution.
 * @param convolve a convolution with strides of 1 that pads nothing
 */
export function dilate(
  tf: Tfjs,
  input: Tensor4D,
  { kernelSize, rate, padding }: Dilated,
  convolve: (input: Tensor4D) => Tensor4D,
): Tensor4D {
  const [, height, width] = input.shape;
  const rows = paddings(height, kernelSize[0], rate[0], padding);
  const columns = paddings(width, kernelSize[1], rate[1], padding);
  const block = [...rate];
  const cut = tf.spaceToBatchND(input, block, [
    [rows.before, rows.after + rows.surplus],
    [columns.before, columns.after + columns.surplus],
  ]);
  return tf.batchToSpaceND(convolve(cut), block, [
    [0, rows.surplus],
    [0, columns.surplus],
  ]);
}

/** How many zeros `same` puts before and after an axis, and how many more make its length a multiple of the rate. */
function paddings(length: number, kernel: number, rate: number, padding: Dilated['padding']) {
  const total = padding === 'same' ? (kernel - 1) * rate : 0;
  const before = Math.floor(total / 2);
  return { before, after: total - before, surplus: (rate - ((length + total) % rate)) % rate };
}
