import { z } from 'zod';
import { elementCount } from '../../graph/shape';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT, type WeightSpec } from '../define';
import { filtersParam } from '../params';
import { tfjsParams } from '../tfjs-params';
import { weightSettings } from '../weight-settings';
import { biasWeight } from '../weights';
import { gridShape, slide, windowReach } from '../window';
import {
  depthwiseKernelParams,
  depthwiseSeriesParams,
  NOT_ALONG_SERIES,
  outputParams,
  pointwiseKernelParams,
  STRIDES_OR_DILATES,
  stridesOrDilates,
} from './params';

/** Chollet, "Xception", 2017 (arXiv:1610.02357), along series. */
export const separableConv1d = defineLayer({
  type: 'separableConv1d',
  kerasClass: 'SeparableConv1D',
  category: 'convolution',
  title: 'SeparableConv1D',
  summary:
    'A depthwise convolution along a series, then one that mixes the channels: much like Conv1D for fewer weights.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z
    .strictObject({
      filters: filtersParam,
      ...depthwiseSeriesParams,
      ...outputParams,
      ...depthwiseKernelParams,
      ...pointwiseKernelParams,
    })
    .refine(stridesOrDilates, STRIDES_OR_DILATES),
  analyze([shape = []], params) {
    const { filters, kernelSize, strides, padding, dilationRate, depthMultiplier } = params;
    const grid = gridShape(shape, 1);
    if (!grid.ok) return grid;
    const { batch, channels: inputs } = grid.value;
    const window = {
      param: 'kernelSize',
      size: [kernelSize],
      strides: [strides],
      padding,
      dilation: [dilationRate],
    };
    const slid = slide(shape, grid.value, window);
    if (!slid.ok) return slid;
    const depthwise: WeightSpec = {
      name: 'depthwise_kernel',
      shape: [kernelSize, inputs, depthMultiplier],
      trainable: true,
      ...weightSettings('depthwise', params),
    };
    const pointwise: WeightSpec = {
      name: 'pointwise_kernel',
      shape: [1, inputs * depthMultiplier, filters],
      trainable: true,
      ...weightSettings('pointwise', params),
    };
    const weights = [depthwise, pointwise, ...biasWeight({ ...params, channels: filters })];
    const multiplyAdds = elementCount(slid.value) * (elementCount(depthwise.shape) + elementCount(pointwise.shape));
    const reach = windowReach(grid.value, window);
    return ok({ output: [batch, ...slid.value, filters], weights, multiplyAdds, reach });
  },
  whyNotTfjs: () => NOT_ALONG_SERIES,
  build: (layers, params) => layers.separableConv1d(tfjsParams(params)),
  samples: [
    { inputs: [[null, 9, 3]], params: {} },
    {
      inputs: [[null, 9, 3]],
      params: { filters: 4, kernelSize: 2, strides: 2, padding: 'same', depthMultiplier: 2, activation: 'relu' },
    },
    { inputs: [[null, 9, 2]], params: { filters: 4, dilationRate: 3, useBias: false } },
    {
      inputs: [[null, 6, 2]],
      params: {
        filters: 4,
        depthwiseInitializer: 'he_normal',
        depthwiseRegularizer: { l2: 0.1 },
        biasInitializer: 'ones',
        biasRegularizer: { l1: 0.1 },
        pointwiseInitializer: 'lecun_normal',
        pointwiseRegularizer: { l1: 0.01 },
      },
    },
  ],
});
