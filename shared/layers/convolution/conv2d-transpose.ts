import { z } from 'zod';
import { elementCount } from '../../graph/shape';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { filtersParam, tfjsKernelParams } from '../params';
import { kernelAndBias } from '../weights';
import { gridShape } from '../window';
import { kernelParams, windowParams } from './params';

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
  analyze([shape = []], params) {
    const { filters, kernelSize, strides, padding } = params;
    const grid = gridShape(shape, 2);
    if (!grid.ok) return grid;
    const { batch, sizes, channels } = grid.value;
    const kernel = [...kernelSize, filters, channels];
    const output = sizes.map((size, axis) => {
      const stride = strides[axis] ?? 1;
      return size * stride + (padding === 'same' ? 0 : Math.max((kernelSize[axis] ?? 1) - stride, 0));
    });
    const reach = kernelSize.map((size, axis) => {
      const stride = strides[axis] ?? 1;
      const before = padding === 'same' ? Math.floor(Math.max(size - stride, 0) / 2) : 0;
      return { extent: Math.ceil(size / stride), stride: 1 / stride, offset: (before - (size - 1) / 2) / stride };
    });
    const weights = kernelAndBias({ ...params, kernel, channels: filters });
    return ok({
      output: [batch, ...output, filters],
      weights,
      multiplyAdds: elementCount(sizes) * elementCount(kernel),
      reach,
    });
  },
  build: (layers, params) => layers.conv2dTranspose(tfjsKernelParams(params)),
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
