import { z } from 'zod';
import { elementCount } from '../../graph/shape';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { filtersParam, lengthParam, seriesPaddingParam } from '../params';
import { tfjsParams } from '../tfjs-params';
import { kernelAndBias } from '../weights';
import { slide, windowReach } from '../window';
import {
  GROUPS_DIVIDE,
  groupedGrid,
  groupsDivide,
  groupsParam,
  kernelParams,
  NO_GROUPS,
  STRIDES_OR_DILATES,
  stridesOrDilates,
} from './params';

/** Multiply-adds: output steps · kernel size · input channels / groups · filters. */
export const conv1d = defineLayer({
  type: 'conv1d',
  kerasClass: 'Conv1D',
  category: 'convolution',
  title: 'Conv1D',
  summary: 'Slides learned filters along a series, such as words or measurements.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z
    .strictObject({
      filters: filtersParam,
      kernelSize: lengthParam('Kernel size', 'How many steps each filter looks at.', 3),
      strides: lengthParam('Strides', 'How far the filter moves at each step.', 1),
      padding: seriesPaddingParam,
      dilationRate: lengthParam('Dilation rate', 'The distance between the steps that a filter looks at.', 1),
      groups: groupsParam,
      ...kernelParams,
    })
    .refine(stridesOrDilates, STRIDES_OR_DILATES)
    .refine(groupsDivide, GROUPS_DIVIDE),
  analyze([shape = []], params) {
    const { filters, kernelSize, strides, padding, dilationRate, groups } = params;
    const grid = groupedGrid(shape, 1, groups);
    if (!grid.ok) return grid;
    const { batch, channels } = grid.value;
    const window = {
      param: 'kernelSize',
      size: [kernelSize],
      strides: [strides],
      padding,
      dilation: [dilationRate],
    };
    const slid = slide(shape, grid.value, window);
    if (!slid.ok) return slid;
    const kernel = [kernelSize, channels / groups, filters];
    const weights = kernelAndBias({ ...params, kernel, channels: filters });
    const multiplyAdds = elementCount(slid.value) * elementCount(kernel);
    return ok({
      output: [batch, ...slid.value, filters],
      weights,
      multiplyAdds,
      reach: windowReach(grid.value, window),
    });
  },
  whyNotTfjs: ({ padding, groups }) =>
    groups > 1
      ? NO_GROUPS
      : padding === 'causal'
        ? 'TensorFlow.js has causal padding in name only: use "same" or "valid"'
        : undefined,
  build(layers, { groups, ...params }) {
    const args = tfjsParams(params);
    if (groups > 1) return layers.groupedConv1d({ ...args, groups });
    return params.padding === 'causal' ? layers.causalConv1d(args) : layers.conv1d(args);
  },
  samples: [
    { inputs: [[null, 9, 3]], params: {} },
    { inputs: [[null, 9, 3]], params: { filters: 4, kernelSize: 2, strides: 2, padding: 'same', activation: 'relu' } },
    { inputs: [[null, 9, 3]], params: { filters: 4, dilationRate: 3, useBias: false } },
    { inputs: [[null, 8, 3]], params: { filters: 4, dilationRate: 2, padding: 'same' } },
    { inputs: [[null, 7, 2]], params: { filters: 3, padding: 'causal', dilationRate: 2 } },
    { inputs: [[null, 7, 2]], params: { filters: 3, padding: 'causal', strides: 2 } },
    { inputs: [[null, 7, 4]], params: { filters: 6, groups: 2, strides: 2, padding: 'same', activation: 'tanh' } },
    { inputs: [[null, 7, 3]], params: { filters: 3, groups: 3, padding: 'causal', dilationRate: 2, useBias: false } },
    {
      inputs: [[null, 6, 2]],
      params: {
        filters: 3,
        kernelInitializer: 'he_normal',
        biasInitializer: 'ones',
        kernelRegularizer: { l2: 0.1 },
        biasRegularizer: { l1: 0.1 },
      },
    },
  ],
});
