import { z } from 'zod';
import type { Shape } from '../../graph/shape';
import { err } from '../../result';
import { activationParam, lengthParam, paddingParam, sizeParam, useBiasParam } from '../params';
import { activityRegularizerParam } from '../regularizers';
import { biasParams, kernelAndBiasParams, weightParams } from '../weight-settings';
import { gridShape } from '../window';

/** What comes after a depthwise kernel. */
export const outputParams = {
  activation: activationParam,
  useBias: useBiasParam,
  ...biasParams,
  activityRegularizer: activityRegularizerParam,
};

/** What convolutions with one kernel have in common. */
export const kernelParams = {
  activation: activationParam,
  useBias: useBiasParam,
  ...kernelAndBiasParams,
  activityRegularizer: activityRegularizerParam,
};

/** The window of a convolution over pictures. */
export const windowParams = {
  kernelSize: sizeParam('Kernel size', 'The height and width of each filter.', [3, 3]),
  strides: sizeParam('Strides', 'How far the filter moves at each step.', [1, 1]),
  padding: paddingParam,
};

export const dilationParam = sizeParam(
  'Dilation rate',
  'The distance between the values that a filter looks at; more than 1 leaves gaps, and needs strides of 1.',
  [1, 1],
);

export const groupsParam = z.int().min(1).max(65_536).default(1).meta({
  title: 'Groups',
  description: 'How many groups the channels are cut into; each filter looks at the channels of one group only.',
});

export const groupsDivide = ({ filters, groups }: { readonly filters: number; readonly groups: number }): boolean =>
  filters % groups === 0;

/** Why a tfjs layers model cannot hold groups, as the end of a sentence. */
export const NO_GROUPS = 'TensorFlow.js has no convolution in groups: set groups to 1';

export const GROUPS_DIVIDE = { message: 'must divide the number of filters', path: ['groups'] };

/** What depthwise convolutions have in common. */
export const depthwiseParams = {
  kernelSize: windowParams.kernelSize,
  strides: sizeParam('Strides', 'How far the filter moves at each step, the same down and across.', [1, 1]).refine(
    ([down, across]) => down === across,
    'must be equal down and across: TensorFlow has no depthwise convolution with unequal strides',
  ),
  padding: paddingParam,
  depthMultiplier: z
    .int()
    .min(1)
    .max(1024)
    .default(1)
    .meta({ title: 'Depth multiplier', description: 'How many filters each input channel has.' }),
};

export const depthwiseKernelParams = weightParams('depthwise', 'the depthwise kernel', 'glorot_uniform');
export const pointwiseKernelParams = weightParams('pointwise', 'the pointwise kernel', 'glorot_uniform');

interface Steps {
  readonly strides: number | readonly number[];
  readonly dilationRate: number | readonly number[];
}

const isOne = (sizes: number | readonly number[]): boolean => [sizes].flat().every(size => size === 1);

export const isDilated = (rate: number | readonly number[]): boolean => !isOne(rate);

/** Neither Keras nor TensorFlow strides and dilates at once. */
export const stridesOrDilates = ({ strides, dilationRate }: Steps): boolean => isOne(strides) || isOne(dilationRate);

export const STRIDES_OR_DILATES = {
  message: 'must be 1 where strides are more than 1: TensorFlow does not do both at once',
  path: ['dilationRate'],
};

/** Why a tfjs layers model cannot hold what Keras has for series beside Conv1D, as the end of a sentence. */
export const NOT_ALONG_SERIES = 'TensorFlow.js has no such layer for series; a Keras file holds it';

/** What depthwise convolutions along series have in common. */
export const depthwiseSeriesParams = {
  kernelSize: lengthParam('Kernel size', 'How many steps each filter looks at.', 3),
  strides: lengthParam('Strides', 'How far the filter moves at each step.', 1),
  padding: paddingParam,
  depthMultiplier: depthwiseParams.depthMultiplier,
  dilationRate: lengthParam('Dilation rate', 'The distance between the steps that a filter looks at.', 1),
};

/** As `gridShape`, of inputs whose channels can be cut into so many groups. */
export function groupedGrid(shape: Shape, axes: 1 | 2 | 3, groups: number): ReturnType<typeof gridShape> {
  const grid = gridShape(shape, axes);
  if (!grid.ok || grid.value.channels % groups === 0) return grid;
  return err({ code: 'shape/divisible', param: 'groups', by: groups, axis: axes + 1, received: shape });
}
