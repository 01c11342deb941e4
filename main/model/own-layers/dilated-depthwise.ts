import type { Tensor4D } from '@tensorflow/tfjs';
import { dilate } from '../convolution/dilate';
import type { Tfjs } from './own-layer';

interface Attributes {
  readonly strides: [number, number];
  readonly pad: 'valid' | 'same';
  /** tfjs's own layers leave it out. */
  readonly dilations: number | readonly [number, number] | null;
}

/**
 * Lets tfjs's own depthwise convolutions with gaps run on every processor: TensorFlow's kernel for the CPU has none, unless oneDNN
 * stands in for it.
 */
export function registerDilatedDepthwise(tf: Tfjs): void {
  const kernel = tf.getKernel('DepthwiseConv2dNative', 'tensorflow');
  if (!kernel) return;
  tf.unregisterKernel(kernel.kernelName, kernel.backendName);
  tf.registerKernel({
    ...kernel,
    kernelFunc(call) {
      // What the op itself hands to its kernels.
      const { strides, pad, dilations } = call.attrs as unknown as Attributes;
      const rates = dilations ?? 1;
      const [down, across] = typeof rates === 'number' ? [rates, rates] : rates;
      if (down * across === 1) return kernel.kernelFunc(call);
      const { x, filter } = call.inputs as { x: Tensor4D; filter: Tensor4D };
      const kernelSize = [filter.shape[0], filter.shape[1]] as const;
      return tf.tidy(() =>
        dilate(tf, x, { kernelSize, rate: [down, across], padding: pad }, cut =>
          tf.depthwiseConv2d(cut, filter, strides, 'valid'),
        ),
      );
    },
  });
}
