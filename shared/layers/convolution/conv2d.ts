import { z } from 'zod';
import { elementCount } from '../../graph/shape';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { filtersParam } from '../params';
import { tfjsParams } from '../tfjs-params';
import { kernelAndBias } from '../weights';
import { slide, windowReach } from '../window';
import {
  dilationParam,
  GROUPS_DIVIDE,
  groupedGrid,
  groupsDivide,
  groupsParam,
  kernelParams,
  NO_GROUPS,
  STRIDES_OR_DILATES,
  stridesOrDilates,
  windowParams,
} from './params';

/** Multiply-adds: output height · output width · kernel height · kernel width · input channels / groups · filters. */
export const conv2d = defineLayer({
  type: 'conv2d',
  kerasClass: 'Conv2D',
  category: 'convolution',
  title: 'Conv2D',
  summary: 'Slides small learned filters over a picture; each filter gives one output channel.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z
    .strictObject({
      filters: filtersParam,
      ...windowParams,
      dilationRate: dilationParam,
      groups: groupsParam,
      ...kernelParams,
    })
    .refine(stridesOrDilates, STRIDES_OR_DILATES)
    .refine(groupsDivide, GROUPS_DIVIDE),
  analyze([shape = []], params) {
    const { filters, kernelSize, strides, padding, dilationRate, groups } = params;
    const grid = groupedGrid(shape, 2, groups);
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
  whyNotTfjs: ({ groups }) => (groups > 1 ? NO_GROUPS : undefined),
  build(layers, { groups, ...params }) {
    const args = tfjsParams(params);
    return groups === 1 ? layers.conv2d(args) : layers.groupedConv2d({ ...args, groups });
  },
  samples: [
    { inputs: [[null, 9, 8, 3]], params: {} },
    { inputs: [[null, 9, 8, 3]], params: { filters: 4, kernelSize: [2, 3], strides: [2, 1], padding: 'same' } },
    {
      inputs: [[null, 5, 5, 2]],
      params: { filters: 3, activation: 'relu', useBias: false, kernelInitializer: 'he_uniform' },
    },
    {
      inputs: [[null, 9, 7, 2]],
      params: { filters: 3, dilationRate: [3, 2], biasInitializer: { type: 'constant', value: 0.5 } },
    },
    { inputs: [[null, 9, 7, 2]], params: { filters: 3, dilationRate: [2, 1], padding: 'same' } },
    { inputs: [[null, 7, 6, 4]], params: { filters: 6, groups: 2, strides: [2, 1], activation: 'leaky_relu' } },
    { inputs: [[null, 7, 7, 3]], params: { filters: 3, groups: 3, dilationRate: [2, 2], useBias: false } },
    {
      inputs: [[null, 4, 4, 2]],
      params: { filters: 3, kernelRegularizer: { l1: 0.01, l2: 0.1 }, biasRegularizer: { l2: 0.05 } },
    },
    {
      inputs: [[null, 4, 4, 2]],
      params: { filters: 3, activation: 'relu', activityRegularizer: { l1: 0.05, l2: 0.1 } },
    },
  ],
});
