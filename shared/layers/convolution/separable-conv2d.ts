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
  depthwiseParams,
  dilationParam,
  outputParams,
  pointwiseKernelParams,
  STRIDES_OR_DILATES,
  stridesOrDilates,
} from './params';

/**
 * Chollet, "Xception", 2017 (arXiv:1610.02357). Multiply-adds: output height · output width · (kernel height · kernel width ·
 * input channels · depth multiplier + input channels · depth multiplier · filters).
 */
export const separableConv2d = defineLayer({
  type: 'separableConv2d',
  kerasClass: 'SeparableConv2D',
  category: 'convolution',
  title: 'SeparableConv2D',
  summary:
    'A depthwise convolution, then one of 1 × 1 that mixes the channels: much like Conv2D for far fewer weights.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z
    .strictObject({
      filters: filtersParam,
      ...depthwiseParams,
      dilationRate: dilationParam,
      ...outputParams,
      ...depthwiseKernelParams,
      ...pointwiseKernelParams,
    })
    .refine(stridesOrDilates, STRIDES_OR_DILATES),
  analyze([shape = []], params) {
    const { filters, kernelSize, strides, padding, dilationRate, depthMultiplier } = params;
    const grid = gridShape(shape, 2);
    if (!grid.ok) return grid;
    const window = { param: 'kernelSize', size: kernelSize, strides, padding, dilation: dilationRate };
    const slid = slide(shape, grid.value, window);
    if (!slid.ok) return slid;
    const { batch, channels } = grid.value;
    const depthwise: WeightSpec = {
      name: 'depthwise_kernel',
      shape: [...kernelSize, channels, depthMultiplier],
      trainable: true,
      ...weightSettings('depthwise', params),
    };
    const pointwise: WeightSpec = {
      name: 'pointwise_kernel',
      shape: [1, 1, channels * depthMultiplier, filters],
      trainable: true,
      ...weightSettings('pointwise', params),
    };
    const weights = [depthwise, pointwise, ...biasWeight({ ...params, channels: filters })];
    const multiplyAdds = elementCount(slid.value) * (elementCount(depthwise.shape) + elementCount(pointwise.shape));
    return ok({
      output: [batch, ...slid.value, filters],
      weights,
      multiplyAdds,
      reach: windowReach(grid.value, window),
    });
  },
  whyNotTfjs: ({ depthMultiplier }) =>
    depthMultiplier > 1 ? 'TensorFlow.js forgets the depth multiplier of this layer: set it to 1' : undefined,
  build: (layers, params) => layers.separableConv2d(tfjsParams(params)),
  samples: [
    { inputs: [[null, 7, 6, 3]], params: {} },
    {
      inputs: [[null, 9, 8, 3]],
      params: { filters: 4, kernelSize: [2, 3], strides: [2, 2], padding: 'same', depthMultiplier: 2 },
    },
    { inputs: [[null, 7, 8, 2]], params: { filters: 3, dilationRate: [2, 3], activation: 'relu', useBias: false } },
    {
      inputs: [[null, 5, 5, 2]],
      params: {
        filters: 3,
        depthwiseInitializer: 'he_normal',
        pointwiseInitializer: 'lecun_normal',
        biasInitializer: 'ones',
        depthwiseRegularizer: { l2: 0.1 },
        pointwiseRegularizer: { l1: 0.01 },
        biasRegularizer: { l2: 0.05 },
      },
    },
  ],
});
