import { z } from 'zod';
import { elementCount } from '../../graph/shape';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { filtersParam, paddingParam, volumeParam } from '../params';
import { tfjsParams } from '../tfjs-params';
import { kernelAndBias } from '../weights';
import { gridShape, slide, windowReach } from '../window';
import { kernelParams } from './params';

/** Multiply-adds: output depth · height · width · kernel depth · height · width · input channels · filters. */
export const conv3d = defineLayer({
  type: 'conv3d',
  kerasClass: 'Conv3D',
  category: 'convolution',
  title: 'Conv3D',
  summary: 'Slides learned filters through a volume, such as a scan or the frames of a video.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({
    filters: filtersParam,
    kernelSize: volumeParam('Kernel size', 'The depth, height and width of each filter.', 3),
    strides: volumeParam('Strides', 'How far the filter moves at each step.', 1),
    padding: paddingParam,
    ...kernelParams,
  }),
  analyze([shape = []], params) {
    const { filters, kernelSize, strides, padding } = params;
    const grid = gridShape(shape, 3);
    if (!grid.ok) return grid;
    const window = { param: 'kernelSize', size: kernelSize, strides, padding };
    const slid = slide(shape, grid.value, window);
    if (!slid.ok) return slid;
    const { batch, channels } = grid.value;
    const kernel = [...kernelSize, channels, filters];
    const weights = kernelAndBias({ ...params, kernel, channels: filters });
    const multiplyAdds = elementCount(slid.value) * elementCount(kernel);
    return ok({
      output: [batch, ...slid.value, filters],
      weights,
      multiplyAdds,
      reach: windowReach(grid.value, window),
    });
  },
  build: (layers, params) => {
    const [depth = 1, height = 1, width = 1] = params.kernelSize;
    return layers.conv3d({ ...tfjsParams(params), kernelSize: [depth, height, width] });
  },
  samples: [
    { inputs: [[null, 4, 5, 4, 2]], params: {} },
    {
      inputs: [[null, 4, 5, 4, 2]],
      params: { filters: 3, kernelSize: [2, 3, 1], strides: [2, 1, 1], padding: 'same', activation: 'relu' },
    },
    {
      inputs: [[null, 3, 3, 3, 2]],
      params: { filters: 2, useBias: false, kernelInitializer: 'he_normal', kernelRegularizer: { l2: 0.1 } },
    },
    { inputs: [[null, 3, 3, 3, 2]], params: { filters: 2, biasInitializer: 'ones', biasRegularizer: { l1: 0.1 } } },
  ],
});
