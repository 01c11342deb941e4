/** The size of an axis after a transposed convolution, as Keras has it. */
export const spreadSize = (
  size: number,
  kernel: number,
  stride: number,
  padding: 'valid' | 'same' | 'causal',
): number => size * stride + (padding === 'same' ? 0 : Math.max(kernel - stride, 0));
