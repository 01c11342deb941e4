import type { Tensor } from '@tensorflow/tfjs';
import type { Tfjs } from '../own-layers/own-layer';

/**
 * A convolution in which each group of filters looks at its own group of channels: one convolution a group, side by side.
 * TensorFlow has an op for it on the GPU only, and none for series and volumes.
 */
export function convolveGroups(
  tf: Tfjs,
  input: Tensor,
  kernel: Tensor,
  groups: number,
  convolve: (input: Tensor, kernel: Tensor) => Tensor,
): Tensor {
  if (groups === 1) return convolve(input, kernel);
  const kernels = tf.split(kernel, groups, -1);
  const parts = tf.split(input, groups, -1).map((part, index) => convolve(part, kernels[index] ?? kernel));
  return tf.concat(parts, -1);
}
