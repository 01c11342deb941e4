import { z } from 'zod';
import { elementCount } from '../../graph/shape';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT, type WeightSpec } from '../define';
import { activationParam, paddingParam, sizeParam, tfjsActivation, useBiasParam } from '../params';
import { pictureShape, slide } from '../window';

/** As in Chollet, "Xception", 2017 (arXiv:1610.02357), and MobileNet (arXiv:1704.04861), without the pointwise part. */
export const depthwiseConv2d = defineLayer({
  type: 'depthwiseConv2d',
  kerasClass: 'DepthwiseConv2D',
  category: 'convolution',
  title: 'DepthwiseConv2D',
  summary: 'Slides filters over each channel on its own, without mixing channels: cheap, as in MobileNet.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({
    kernelSize: sizeParam('Kernel size', 'The height and width of each filter.', [3, 3]),
    strides: sizeParam('Strides', 'How far the filter moves at each step, the same down and across.', [1, 1]).refine(
      ([down, across]) => down === across,
      'must be equal down and across: TensorFlow has no depthwise convolution with unequal strides',
    ),
    padding: paddingParam,
    depthMultiplier: z
      .int()
      .min(1)
      .max(1024)
      .default(1)
      .meta({ title: 'Depth multiplier', description: 'How many filters, and so output channels, each channel has.' }),
    activation: activationParam,
    useBias: useBiasParam,
  }),
  analyze([shape = []], { kernelSize, strides, padding, depthMultiplier, useBias }) {
    const picture = pictureShape(shape);
    if (!picture.ok) return picture;
    const slid = slide(shape, picture.value, { param: 'kernelSize', size: kernelSize, strides, padding });
    if (!slid.ok) return slid;
    const [height, width] = slid.value;
    const { batch, channels } = picture.value;
    const kernel = [...kernelSize, channels, depthMultiplier];
    const outputs = channels * depthMultiplier;
    const weights: WeightSpec[] = [{ name: 'kernel', shape: kernel, initializer: 'glorot_uniform', trainable: true }];
    if (useBias) weights.push({ name: 'bias', shape: [outputs], initializer: 'zeros', trainable: true });
    const multiplyAdds = height * width * elementCount(kernel);
    return ok({ output: [batch, height, width, outputs], weights, multiplyAdds });
  },
  build: (layers, { activation, ...params }) =>
    layers.depthwiseConv2d({ ...params, activation: tfjsActivation(activation) }),
  samples: [
    { inputs: [[null, 9, 8, 3]], params: {} },
    {
      inputs: [[null, 9, 8, 3]],
      params: { kernelSize: [2, 3], strides: [2, 2], padding: 'same', depthMultiplier: 2 },
    },
    { inputs: [[null, 5, 5, 2]], params: { activation: 'relu', useBias: false } },
  ],
});
