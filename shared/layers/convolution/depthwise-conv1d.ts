import { z } from 'zod';
import { elementCount } from '../../graph/shape';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT, type WeightSpec } from '../define';

import { tfjsParams } from '../tfjs-params';
import { weightSettings } from '../weight-settings';
import { biasWeight } from '../weights';
import { gridShape, slide, windowReach } from '../window';
import {
  depthwiseKernelParams,
  depthwiseSeriesParams,
  NOT_ALONG_SERIES,
  outputParams,
  STRIDES_OR_DILATES,
  stridesOrDilates,
} from './params';

/** The first half of a separable convolution, along series. */
export const depthwiseConv1d = defineLayer({
  type: 'depthwiseConv1d',
  kerasClass: 'DepthwiseConv1D',
  category: 'convolution',
  title: 'DepthwiseConv1D',
  summary: 'Slides filters along each channel of a series on its own, without mixing channels.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z
    .strictObject({
      ...depthwiseSeriesParams,
      ...outputParams,
      ...depthwiseKernelParams,
    })
    .refine(stridesOrDilates, STRIDES_OR_DILATES),
  analyze([shape = []], params) {
    const { kernelSize, strides, padding, dilationRate, depthMultiplier } = params;
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
    const channels = inputs * depthMultiplier;
    const kernel: WeightSpec = {
      name: 'kernel',
      shape: [kernelSize, inputs, depthMultiplier],
      trainable: true,
      ...weightSettings('depthwise', params),
    };
    const weights = [kernel, ...biasWeight({ ...params, channels })];
    const multiplyAdds = elementCount(slid.value) * elementCount(kernel.shape);
    const reach = windowReach(grid.value, window);
    return ok({ output: [batch, ...slid.value, channels], weights, multiplyAdds, reach });
  },
  whyNotTfjs: () => NOT_ALONG_SERIES,
  build: (layers, params) => layers.depthwiseConv1d(tfjsParams(params)),
  samples: [
    { inputs: [[null, 9, 3]], params: {} },
    {
      inputs: [[null, 9, 3]],
      params: { kernelSize: 2, strides: 2, padding: 'same', depthMultiplier: 2, activation: 'relu' },
    },
    { inputs: [[null, 9, 2]], params: { dilationRate: 3, useBias: false } },
    {
      inputs: [[null, 6, 2]],
      params: {
        depthwiseInitializer: 'he_normal',
        depthwiseRegularizer: { l2: 0.1 },
        biasInitializer: 'ones',
        biasRegularizer: { l1: 0.1 },
      },
    },
  ],
});
