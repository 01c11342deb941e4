import { z } from 'zod';
import { defineLayer, ONE_INPUT } from '../define';
import { filtersParam } from '../params';
import { tfjsParams } from '../tfjs-params';
import { kernelParams, windowParams } from './params';
import { analyzeTransposed } from './transposed';

/** Multiply-adds: input height · input width · kernel height · kernel width · input channels · filters. */
export const conv2dTranspose = defineLayer({
  type: 'conv2dTranspose',
  kerasClass: 'Conv2DTranspose',
  category: 'convolution',
  title: 'Conv2DTranspose',
  summary: 'Spreads each value over a window of the output: strides above 1 enlarge the picture, as in U-Net.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({ filters: filtersParam, ...windowParams, ...kernelParams }),
  analyze: ([shape = []], params) => analyzeTransposed(shape, 2, params),
  build: (layers, params) => layers.conv2dTranspose(tfjsParams(params)),
  samples: [
    { inputs: [[null, 3, 4, 2]], params: {} },
    { inputs: [[null, 3, 4, 3]], params: { filters: 4, kernelSize: [2, 3], strides: [2, 3], padding: 'same' } },
    { inputs: [[null, 3, 2, 2]], params: { filters: 3, kernelSize: [2, 1], strides: [3, 2], activation: 'relu' } },
    {
      inputs: [[null, 3, 3, 2]],
      params: { filters: 2, useBias: false, kernelInitializer: 'he_normal', kernelRegularizer: { l2: 0.1 } },
    },
    { inputs: [[null, 3, 3, 2]], params: { filters: 2, biasInitializer: 'ones', biasRegularizer: { l1: 0.1 } } },
  ],
});
