import { z } from 'zod';
import { elementCount } from '../../graph/shape';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { filtersParam, tfjsKernelParams } from '../params';
import { kernelAndBias } from '../weights';
import { gridShape, slide } from '../window';
import { dilationParam, kernelParams, STRIDES_OR_DILATES, stridesOrDilates, windowParams } from './params';

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
    .strictObject({ filters: filtersParam, ...windowParams, dilationRate: dilationParam, ...kernelParams })
    .refine(stridesOrDilates, STRIDES_OR_DILATES),
  analyze([shape = []], params) {
    const { filters, kernelSize, strides, padding, dilationRate } = params;
    const grid = gridShape(shape, 2);
    if (!grid.ok) return grid;
    const window = { param: 'kernelSize', size: kernelSize, strides, padding, dilation: dilationRate };
    const slid = slide(shape, grid.value, window);
    if (!slid.ok) return slid;
    const { batch, channels } = grid.value;
    const kernel = [...kernelSize, channels, filters];
    const weights = kernelAndBias({ ...params, kernel, channels: filters });
    const multiplyAdds = elementCount(slid.value) * elementCount(kernel);
    return ok({ output: [batch, ...slid.value, filters], weights, multiplyAdds });
  },
  build: (layers, params) => layers.conv2d(tfjsKernelParams(params)),
  samples: [
    { inputs: [[null, 9, 8, 3]], params: {} },
    { inputs: [[null, 9, 8, 3]], params: { filters: 4, kernelSize: [2, 3], strides: [2, 1], padding: 'same' } },
    {
      inputs: [[null, 5, 5, 2]],
      params: { filters: 3, activation: 'relu', useBias: false, kernelInitializer: 'he_uniform' },
    },
    { inputs: [[null, 9, 7, 2]], params: { filters: 3, dilationRate: [3, 2], biasInitializer: 'ones' } },
    { inputs: [[null, 9, 7, 2]], params: { filters: 3, dilationRate: [2, 1], padding: 'same' } },
    {
      inputs: [[null, 4, 4, 2]],
      params: { filters: 3, kernelRegularizer: { l1: 0.01, l2: 0.1 }, biasRegularizer: { l2: 0.05 } },
    },
  ],
});
