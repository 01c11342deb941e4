import { z } from 'zod';
import { elementCount } from '../../graph/shape';
import { ok } from '../../result';
import { isConstrained } from '../constraints';
import { defineLayer, ONE_INPUT } from '../define';
import { isNone } from '../regularizers';
import { tfjsParams } from '../tfjs-params';
import { weightSettings } from '../weight-settings';
import { biasWeight } from '../weights';
import { gridShape, slide, windowReach } from '../window';
import {
  depthwiseKernelParams,
  depthwiseParams,
  dilationParam,
  isDilated,
  outputParams,
  STRIDES_OR_DILATES,
  stridesOrDilates,
} from './params';

/**
 * The first half of Chollet, "Xception", 2017 (arXiv:1610.02357), as in MobileNet (arXiv:1704.04861). Multiply-adds: output
 * height · output width · kernel height · kernel width · input channels · depth multiplier.
 */
export const depthwiseConv2d = defineLayer({
  type: 'depthwiseConv2d',
  kerasClass: 'DepthwiseConv2D',
  category: 'convolution',
  title: 'DepthwiseConv2D',
  summary: 'Slides filters over each channel on its own, without mixing channels: cheap, as in MobileNet.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z
    .strictObject({ ...depthwiseParams, dilationRate: dilationParam, ...outputParams, ...depthwiseKernelParams })
    .refine(stridesOrDilates, STRIDES_OR_DILATES),
  analyze([shape = []], params) {
    const { kernelSize, strides, padding, depthMultiplier, dilationRate } = params;
    const grid = gridShape(shape, 2);
    if (!grid.ok) return grid;
    const window = { param: 'kernelSize', size: kernelSize, strides, padding, dilation: dilationRate };
    const slid = slide(shape, grid.value, window);
    if (!slid.ok) return slid;
    const { batch, channels: inputs } = grid.value;
    const kernel = [...kernelSize, inputs, depthMultiplier];
    const channels = inputs * depthMultiplier;
    const weights = [
      { name: 'kernel', shape: kernel, trainable: true, ...weightSettings('depthwise', params) },
      ...biasWeight({ ...params, channels }),
    ];
    const multiplyAdds = elementCount(slid.value) * elementCount(kernel);
    return ok({
      output: [batch, ...slid.value, channels],
      weights,
      multiplyAdds,
      reach: windowReach(grid.value, window),
    });
  },
  whyNotTfjs({ depthwiseRegularizer, depthwiseConstraint, dilationRate }) {
    if (isDilated(dilationRate)) return 'TensorFlow.js overlooks the dilation rate of this layer: set it to 1';
    return isNone(depthwiseRegularizer) && !isConstrained(depthwiseConstraint)
      ? undefined
      : 'TensorFlow.js confuses the regularizer of a depthwise kernel with its constraint: leave both out';
  },
  build(layers, { dilationRate, ...params }) {
    const args = tfjsParams(params);
    if (isDilated(dilationRate)) return layers.dilatedDepthwiseConv2d({ ...args, dilationRate });
    // tfjs cannot write this layer's regularizers into a file.
    return layers.depthwiseConv2d({ ...args, depthwiseRegularizer: undefined });
  },
  samples: [
    { inputs: [[null, 9, 8, 3]], params: {} },
    { inputs: [[null, 7, 8, 2]], params: { dilationRate: [2, 3], depthMultiplier: 2, activation: 'relu' } },
    { inputs: [[null, 7, 8, 2]], params: { dilationRate: [2, 1], padding: 'same', useBias: false } },
    {
      inputs: [[null, 9, 8, 3]],
      params: { kernelSize: [2, 3], strides: [2, 2], padding: 'same', depthMultiplier: 2, activation: 'relu6' },
    },
    {
      inputs: [[null, 5, 5, 2]],
      params: { useBias: false, depthwiseInitializer: 'he_normal', depthwiseRegularizer: { l2: 0.1 } },
    },
    { inputs: [[null, 5, 5, 2]], params: { biasInitializer: 'ones', biasRegularizer: { l1: 0.1 } } },
  ],
});
