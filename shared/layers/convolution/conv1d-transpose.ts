import { z } from 'zod';
import { defineLayer, ONE_INPUT } from '../define';
import { filtersParam, lengthParam, paddingParam } from '../params';
import { tfjsParams } from '../tfjs-params';
import { kernelParams, NOT_ALONG_SERIES } from './params';
import { analyzeTransposed } from './transposed';

export const conv1dTranspose = defineLayer({
  type: 'conv1dTranspose',
  kerasClass: 'Conv1DTranspose',
  category: 'convolution',
  title: 'Conv1DTranspose',
  summary: 'Spreads each step over a window of the output: strides above 1 lengthen the series.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({
    filters: filtersParam,
    kernelSize: lengthParam('Kernel size', 'Over how many steps each value is spread.', 3),
    strides: lengthParam('Strides', 'How far the window moves for each value.', 1),
    padding: paddingParam,
    ...kernelParams,
  }),
  analyze: ([shape = []], params) => analyzeTransposed(shape, 1, params),
  whyNotTfjs: () => NOT_ALONG_SERIES,
  build: (layers, params) => layers.conv1dTranspose(tfjsParams(params)),
  samples: [
    { inputs: [[null, 5, 3]], params: {} },
    { inputs: [[null, 4, 3]], params: { filters: 4, kernelSize: 2, strides: 3, activation: 'relu' } },
    { inputs: [[null, 4, 2]], params: { filters: 3, kernelSize: 5, strides: 2, padding: 'same', useBias: false } },
    {
      inputs: [[null, 4, 2]],
      params: { filters: 2, kernelInitializer: 'he_normal', kernelRegularizer: { l2: 0.1 } },
    },
    { inputs: [[null, 4, 2]], params: { filters: 2, biasInitializer: 'ones', biasRegularizer: { l1: 0.1 } } },
  ],
});
