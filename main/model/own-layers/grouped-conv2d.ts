import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import type { GroupedConv2DArgs } from '#shared/layers/own-layers';
import type { OwnLayerSpec, Tfjs } from './own-layer';

/**
 * A convolution in which each group of filters looks at its own group of channels: one convolution a group, side by side.
 * TensorFlow has an op for it on the GPU only.
 */
export function convolveGroups(
  tf: Tfjs,
  input: Tensor,
  kernel: Tensor,
  groups: number,
  convolve: (input: Tensor, kernel: Tensor) => Tensor,
): Tensor {
  const kernels = tf.split(kernel, groups, -1);
  const parts = tf.split(input, groups, -1).map((part, index) => convolve(part, kernels[index] ?? kernel));
  return tf.concat(parts, -1);
}

export const groupedConv2d: OwnLayerSpec<GroupedConv2DArgs> = {
  className: 'GroupedConv2D',
  weights([input = []], { filters, kernelSize, groups, useBias }) {
    const kernel = [...kernelSize, (input.at(-1) ?? groups) / groups, filters];
    return [['kernel', kernel] as const, ...(useBias ? [['bias', [filters]] as const] : [])];
  },
  outputShape([input = []], { filters, kernelSize, strides, padding, dilationRate }) {
    const [batch = null, ...sizes] = input.slice(0, 3);
    const slid = sizes.map((size, axis) => {
      const reach = padding === 'same' ? 1 : ((kernelSize[axis] ?? 1) - 1) * (dilationRate[axis] ?? 1) + 1;
      return size === null ? null : Math.ceil((size - reach + 1) / (strides[axis] ?? 1));
    });
    return [batch, ...slid, filters];
  },
  compute(tf, [input], [kernel, bias], { groups, strides, padding, dilationRate, activation }) {
    if (!input || !kernel) throw new Error('Conv2D takes one input and has a kernel.');
    const [down = 1, across = 1] = strides;
    const [rows = 1, columns = 1] = dilationRate;
    const convolved = convolveGroups(tf, input, kernel, groups, (part, filters) =>
      // Four axes each, as the catalogue's layer made sure of.
      tf.conv2d(part as Tensor4D, filters as Tensor4D, [down, across], padding, 'NHWC', [rows, columns]),
    );
    const sum = bias ? tf.add(convolved, bias) : convolved;
    const activated = tf.layers.activation({ activation }).call(sum, {});
    return Array.isArray(activated) ? (activated[0] ?? sum) : activated;
  },
};
