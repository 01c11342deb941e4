import { z } from 'zod';
import { elementCount } from '../../graph/shape';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { filtersParam, paddingParam, volumeParam } from '../params';
import { tfjsParams } from '../tfjs-params';
import { kernelAndBias } from '../weights';
import { slide, windowReach } from '../window';
import {
  GROUPS_DIVIDE,
  groupedGrid,
  groupsDivide,
  groupsParam,
  isDilated,
  kernelParams,
  NO_GROUPS,
  STRIDES_OR_DILATES,
  stridesOrDilates,
} from './params';

/** Multiply-adds: output depth · height · width · kernel depth · height · width · input channels / groups · filters. */
export const conv3d = defineLayer({
  type: 'conv3d',
  kerasClass: 'Conv3D',
  category: 'convolution',
  title: 'Conv3D',
  summary: 'Slides learned filters through a volume, such as a scan or the frames of a video.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z
    .strictObject({
      filters: filtersParam,
      kernelSize: volumeParam('Kernel size', 'The depth, height and width of each filter.', 3),
      strides: volumeParam('Strides', 'How far the filter moves at each step.', 1),
      padding: paddingParam,
      dilationRate: volumeParam('Dilation rate', 'The distance between the values that a filter looks at.', 1),
      groups: groupsParam,
      ...kernelParams,
    })
    .refine(stridesOrDilates, STRIDES_OR_DILATES)
    .refine(groupsDivide, GROUPS_DIVIDE),
  analyze([shape = []], params) {
    const { filters, kernelSize, strides, padding, dilationRate, groups } = params;
    const grid = groupedGrid(shape, 3, groups);
    if (!grid.ok) return grid;
    const { batch, channels } = grid.value;
    const window = { param: 'kernelSize', size: kernelSize, strides, padding, dilation: dilationRate };
    const slid = slide(shape, grid.value, window);
    if (!slid.ok) return slid;
    const kernel = [...kernelSize, channels / groups, filters];
    const weights = kernelAndBias({ ...params, kernel, channels: filters });
    const multiplyAdds = elementCount(slid.value) * elementCount(kernel);
    return ok({
      output: [batch, ...slid.value, filters],
      weights,
      multiplyAdds,
      reach: windowReach(grid.value, window),
    });
  },
  whyNotTfjs({ groups, dilationRate }) {
    if (groups > 1) return NO_GROUPS;
    return isDilated(dilationRate)
      ? 'TensorFlow.js has no dilation of volumes on the CPU: set the dilation rate to 1'
      : undefined;
  },
  build(layers, { groups, dilationRate, ...params }) {
    const args = tfjsParams(params);
    if (groups > 1 || isDilated(dilationRate)) return layers.groupedConv3d({ ...args, groups, dilationRate });
    const [depth = 1, height = 1, width = 1] = params.kernelSize;
    return layers.conv3d({ ...args, kernelSize: [depth, height, width] });
  },
  samples: [
    { inputs: [[null, 4, 5, 4, 2]], params: {} },
    {
      inputs: [[null, 4, 5, 4, 2]],
      params: { filters: 3, kernelSize: [2, 3, 1], strides: [2, 1, 1], padding: 'same', activation: 'relu' },
    },
    {
      inputs: [[null, 3, 3, 3, 2]],
      params: { filters: 2, useBias: false, kernelInitializer: 'he_normal', kernelRegularizer: { l2: 0.1 } },
    },
    {
      inputs: [[null, 3, 4, 3, 4]],
      params: { filters: 6, kernelSize: [2, 2, 2], groups: 2, strides: [1, 2, 1], activation: 'tanh' },
    },
    {
      inputs: [[null, 5, 4, 3, 2]],
      params: { filters: 2, kernelSize: [2, 2, 2], dilationRate: [3, 2, 1], padding: 'same' },
    },
    {
      inputs: [[null, 4, 4, 4, 2]],
      params: { filters: 2, kernelSize: [2, 2, 2], dilationRate: [2, 2, 3], groups: 2, useBias: false },
    },
    { inputs: [[null, 3, 3, 3, 2]], params: { filters: 2, biasInitializer: 'ones', biasRegularizer: { l1: 0.1 } } },
  ],
});
