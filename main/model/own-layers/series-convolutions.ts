import type { Tensor } from '@tensorflow/tfjs';
import type { SeriesConvolutionArgs } from '#shared/layers/own-layers';
import { convolveGroups } from '../convolution/groups';
import { alongRow, convolve, convolveDepthwise, picture, settings } from '../convolution/slide';
import { spreadSize } from '../convolution/spread';
import type { OwnLayerSpec, Tfjs } from './own-layer';

type Weights = readonly (readonly [name: string, shape: readonly number[]])[];

/** What differs between the convolutions along series that tfjs lacks. Each is one over pictures of one row. */
interface Kind {
  readonly className: string;
  kernels(inputs: number, args: SeriesConvolutionArgs): Weights;
  channels(inputs: number, args: SeriesConvolutionArgs): number;
  /** How many steps come out. */
  steps(steps: number, args: SeriesConvolutionArgs): number;
  /** @param row [batch, 1, steps, channels] @param kernels with an axis of 1 before each */
  convolve(tf: Tfjs, row: Tensor, kernels: readonly Tensor[], args: SeriesConvolutionArgs): Tensor;
}

/** Positions from which a window looks; `causal` looks back alone, and `same` around, both from every `strides`-th step. */
const slidSteps = (steps: number, { kernelSize, strides, padding, dilationRate = 1 }: SeriesConvolutionArgs): number =>
  Math.ceil((steps - (padding === 'valid' ? (kernelSize - 1) * dilationRate : 0)) / strides);

const depthwiseOf = (
  tf: Tfjs,
  row: Tensor,
  kernel: Tensor,
  { strides, padding, dilationRate }: SeriesConvolutionArgs,
) => {
  const set = settings({ strides, padding, dilationRate });
  // Strides of equal size in both directions: TensorFlow has no others, and along the one row they make no difference.
  const rate: [number, number] = [1, set.rate[1]];
  return convolveDepthwise(tf, row, kernel, { ...set, rate });
};

const depthwiseKernel = (inputs: number, { kernelSize, depthMultiplier = 1 }: SeriesConvolutionArgs) =>
  [kernelSize, inputs, depthMultiplier] as const;

function specOf({ className, kernels, channels, steps, convolve }: Kind): OwnLayerSpec<SeriesConvolutionArgs> {
  return {
    className,
    weights([input = []], args) {
      const inputs = input.at(-1) ?? 1;
      const bias = ['bias', [channels(inputs, args)]] as const;
      return args.useBias ? [...kernels(inputs, args), bias] : kernels(inputs, args);
    },
    outputShape([input = []], args) {
      const [batch = null, length = null, inputs = null] = input;
      return [batch, length === null ? null : steps(length, args), channels(inputs ?? 1, args)];
    },
    compute(tf, [input], weights, args) {
      if (!input) throw new Error(`${className} takes one input.`);
      const given = args.useBias ? weights.slice(0, -1) : weights;
      const row = convolve(
        tf,
        tf.expandDims(input, 1),
        given.map(kernel => tf.expandDims(kernel, 0)),
        args,
      );
      const [bias] = args.useBias ? weights.slice(-1) : [];
      const series = tf.squeeze(row, [1]);
      const sum = bias ? tf.add(series, bias) : series;
      const activated = tf.layers.activation({ activation: args.activation }).call(sum, {});
      return Array.isArray(activated) ? (activated[0] ?? sum) : activated;
    },
  };
}

const kernelOf = ([kernel]: readonly Tensor[]): Tensor => {
  if (!kernel) throw new Error('A convolution has a kernel.');
  return kernel;
};

export const depthwiseConv1d = specOf({
  className: 'DepthwiseConv1D',
  kernels: (inputs, args) => [['kernel', depthwiseKernel(inputs, args)]],
  channels: (inputs, { depthMultiplier = 1 }) => inputs * depthMultiplier,
  steps: slidSteps,
  convolve: (tf, row, kernels, args) => depthwiseOf(tf, row, kernelOf(kernels), args),
});

export const separableConv1d = specOf({
  className: 'SeparableConv1D',
  kernels: (inputs, args) => [
    ['depthwise_kernel', depthwiseKernel(inputs, args)],
    ['pointwise_kernel', [1, inputs * (args.depthMultiplier ?? 1), args.filters ?? 1]],
  ],
  channels: (_inputs, { filters = 1 }) => filters,
  steps: slidSteps,
  convolve(tf, row, kernels, args) {
    const depthwise = depthwiseOf(tf, row, kernelOf(kernels), args);
    return tf.conv2d(depthwise, picture(kernelOf(kernels.slice(1))), 1, 'valid');
  },
});

const conv1dOf = (className: string) =>
  specOf({
    className,
    kernels: (inputs, { kernelSize, filters = 1, groups = 1 }) => [['kernel', [kernelSize, inputs / groups, filters]]],
    channels: (_inputs, { filters = 1 }) => filters,
    steps: slidSteps,
    convolve(tf, row, kernels, { kernelSize, strides, padding, dilationRate = 1, groups = 1 }) {
      const before = padding === 'causal' ? (kernelSize - 1) * dilationRate : 0;
      const padded = tf.pad(row, [
        [0, 0],
        [0, 0],
        [before, 0],
        [0, 0],
      ]);
      const set = settings({ strides, dilationRate, padding }, alongRow);
      return convolveGroups(tf, padded, kernelOf(kernels), groups, (part, filters) => convolve(tf, part, filters, set));
    },
  });

/** Conv1D that looks back alone: tfjs has it in name only. */
export const causalConv1d = conv1dOf('CausalConv1D');
export const groupedConv1d = conv1dOf('GroupedConv1D');

export const conv1dTranspose = specOf({
  className: 'Conv1DTranspose',
  kernels: (inputs, { kernelSize, filters = 1 }) => [['kernel', [kernelSize, filters, inputs]]],
  channels: (_inputs, { filters = 1 }) => filters,
  steps: (steps, { kernelSize, strides, padding }) => spreadSize(steps, kernelSize, strides, padding),
  convolve(tf, row, kernels, { kernelSize, strides, padding, filters = 1 }) {
    const [batch, , steps] = picture(row).shape;
    const around = padding === 'same' ? padding : 'valid';
    const shape: [number, number, number, number] = [
      batch,
      1,
      spreadSize(steps, kernelSize, strides, padding),
      filters,
    ];
    return tf.conv2dTranspose(picture(row), picture(kernelOf(kernels)), shape, [1, strides], around);
  },
});
