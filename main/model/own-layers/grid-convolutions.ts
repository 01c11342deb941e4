import type { Tensor } from '@tensorflow/tfjs';
import type { GridConvolutionArgs } from '#shared/layers/own-layers';
import { convolveGroups } from '../convolution/groups';
import { convolve, convolveDepthwise, convolveVolume, settings } from '../convolution/slide';
import type { OwnLayerSpec, Tfjs } from './own-layer';

/** What differs between the convolutions of pictures and volumes that tfjs lacks. */
interface Kind {
  readonly className: string;
  /** What a kernel has behind the axes of its window. */
  kernel(inputs: number, args: GridConvolutionArgs): readonly [number, number];
  channels(inputs: number, args: GridConvolutionArgs): number;
  convolve(tf: Tfjs, input: Tensor, kernel: Tensor, args: GridConvolutionArgs): Tensor;
}

function specOf({ className, kernel, channels, convolve }: Kind): OwnLayerSpec<GridConvolutionArgs> {
  return {
    className,
    weights([input = []], args) {
      const inputs = input.at(-1) ?? 1;
      const shape = [...args.kernelSize, ...kernel(inputs, args)];
      return [['kernel', shape] as const, ...(args.useBias ? [['bias', [channels(inputs, args)]] as const] : [])];
    },
    outputShape([input = []], args) {
      const { kernelSize, strides, padding, dilationRate } = args;
      const slid = input.slice(1, -1).map((size, axis) => {
        const reach = padding === 'same' ? 1 : ((kernelSize[axis] ?? 1) - 1) * (dilationRate[axis] ?? 1) + 1;
        return size === null ? null : Math.ceil((size - reach + 1) / (strides[axis] ?? 1));
      });
      return [input[0] ?? null, ...slid, channels(input.at(-1) ?? 1, args)];
    },
    compute(tf, [input], [filters, bias], args) {
      if (!input || !filters) throw new Error(`${className} takes one input and has a kernel.`);
      const convolved = convolve(tf, input, filters, args);
      const sum = bias ? tf.add(convolved, bias) : convolved;
      const activated = tf.layers.activation({ activation: args.activation }).call(sum, {});
      return Array.isArray(activated) ? (activated[0] ?? sum) : activated;
    },
  };
}

const perGroup = (inputs: number, { filters = 1, groups = 1 }: GridConvolutionArgs) =>
  [inputs / groups, filters] as const;

export const groupedConv2d = specOf({
  className: 'GroupedConv2D',
  kernel: perGroup,
  channels: (_inputs, { filters = 1 }) => filters,
  convolve: (tf, input, kernel, args) =>
    convolveGroups(tf, input, kernel, args.groups ?? 1, (part, filters) => convolve(tf, part, filters, settings(args))),
});

/** In groups, or with gaps, which TensorFlow's kernel for the CPU has none of. */
export const groupedConv3d = specOf({
  className: 'GroupedConv3D',
  kernel: perGroup,
  channels: (_inputs, { filters = 1 }) => filters,
  convolve: (tf, input, kernel, args) =>
    convolveGroups(tf, input, kernel, args.groups ?? 1, (part, filters) => convolveVolume(tf, part, filters, args)),
});

/** tfjs's own takes gaps and overlooks them. */
export const dilatedDepthwiseConv2d = specOf({
  className: 'DilatedDepthwiseConv2D',
  kernel: (inputs, { depthMultiplier = 1 }) => [inputs, depthMultiplier],
  channels: (inputs, { depthMultiplier = 1 }) => inputs * depthMultiplier,
  convolve: (tf, input, kernel, args) => convolveDepthwise(tf, input, kernel, settings(args)),
});
