import { z } from 'zod';
import { defineLayer, ONE_INPUT } from '../define';
import { filtersParam, paddingParam, volumeParam } from '../params';
import { tfjsParams } from '../tfjs-params';
import { kernelParams } from './params';
import { analyzeTransposed } from './transposed';

/** Multiply-adds: input depth · height · width · kernel depth · height · width · input channels · filters. */
export const conv3dTranspose = defineLayer({
  type: 'conv3dTranspose',
  kerasClass: 'Conv3DTranspose',
  category: 'convolution',
  title: 'Conv3DTranspose',
  summary: 'Spreads each value over a window of the output: strides above 1 enlarge the volume, as in V-Net.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({
    filters: filtersParam,
    kernelSize: volumeParam('Kernel size', 'The depth, height and width over which each value is spread.', 3),
    strides: volumeParam('Strides', 'How far the window moves for each value.', 1),
    padding: paddingParam,
    ...kernelParams,
  }),
  analyze: ([shape = []], params) => analyzeTransposed(shape, 3, params),
  whyNotTfjs: ({ padding, kernelSize, strides }) =>
    padding === 'same' && kernelSize.some((size, axis) => size < (strides[axis] ?? 1))
      ? 'TensorFlow.js misplaces values where strides are larger than the kernel and padding is "same": enlarge the kernel'
      : undefined,
  build(layers, params) {
    const [depth = 1, height = 1, width = 1] = params.kernelSize;
    return layers.conv3dTranspose({ ...tfjsParams(params), kernelSize: [depth, height, width] });
  },
  samples: [
    { inputs: [[null, 2, 3, 2, 2]], params: { kernelSize: [2, 2, 2] } },
    {
      inputs: [[null, 2, 2, 3, 3]],
      params: { filters: 2, kernelSize: [1, 2, 3], strides: [2, 3, 1], padding: 'same', activation: 'relu' },
    },
    {
      inputs: [[null, 2, 2, 2, 2]],
      params: { filters: 3, kernelSize: [2, 3, 4], strides: [2, 1, 3], padding: 'same', activation: 'tanh' },
    },
    { inputs: [[null, 2, 1, 2, 2]], params: { filters: 3, kernelSize: [2, 1, 3], strides: [3, 2, 2], useBias: false } },
    {
      inputs: [[null, 2, 2, 2, 1]],
      params: { filters: 2, kernelSize: [2, 2, 2], kernelInitializer: 'he_normal', biasRegularizer: { l1: 0.1 } },
    },
  ],
});
