import { z } from 'zod';
import { elementCount } from '../../graph/shape';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { activationParam, paddingParam, regularizerParams, sizeParam, tfjsKernelParams, useBiasParam } from '../params';
import { kernelAndBias } from '../weights';
import { pictureShape, slide } from '../window';

export const conv2d = defineLayer({
  type: 'conv2d',
  kerasClass: 'Conv2D',
  category: 'convolution',
  title: 'Conv2D',
  summary: 'Slides small learned filters over a picture; each filter gives one output channel.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({
    filters: z
      .int()
      .min(1)
      .max(65_536)
      .default(32)
      .meta({ title: 'Filters', description: 'How many filters, and so how many output channels.' }),
    kernelSize: sizeParam('Kernel size', 'The height and width of each filter.', [3, 3]),
    strides: sizeParam('Strides', 'How far the filter moves at each step.', [1, 1]),
    padding: paddingParam,
    activation: activationParam,
    useBias: useBiasParam,
    ...regularizerParams,
  }),
  analyze([shape = []], params) {
    const { filters, kernelSize, strides, padding } = params;
    const picture = pictureShape(shape);
    if (!picture.ok) return picture;
    const slid = slide(shape, picture.value, { param: 'kernelSize', size: kernelSize, strides, padding });
    if (!slid.ok) return slid;
    const [height, width] = slid.value;
    const kernel = [...kernelSize, picture.value.channels, filters];
    const weights = kernelAndBias({ ...params, kernel, channels: filters });
    const multiplyAdds = height * width * elementCount(kernel);
    return ok({ output: [picture.value.batch, height, width, filters], weights, multiplyAdds });
  },
  build: (layers, params) => layers.conv2d(tfjsKernelParams(params)),
  samples: [
    { inputs: [[null, 9, 8, 3]], params: {} },
    { inputs: [[null, 9, 8, 3]], params: { filters: 4, kernelSize: [2, 3], strides: [2, 1], padding: 'same' } },
    { inputs: [[null, 5, 5, 2]], params: { filters: 3, activation: 'relu', useBias: false } },
    {
      inputs: [[null, 4, 4, 2]],
      params: { filters: 3, kernelRegularizer: { l1: 0.01, l2: 0.1 }, biasRegularizer: { l2: 0.05 } },
    },
  ],
});
