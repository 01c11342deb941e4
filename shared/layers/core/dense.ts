import { z } from 'zod';
import { err, ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { activationParam, useBiasParam } from '../params';
import { activityRegularizerParam } from '../regularizers';
import { tfjsParams } from '../tfjs-params';
import { kernelAndBiasParams } from '../weight-settings';
import { kernelAndBias } from '../weights';

export const dense = defineLayer({
  type: 'dense',
  kerasClass: 'Dense',
  category: 'core',
  title: 'Dense',
  summary: 'Every output is a weighted sum of all inputs: output = activation(input · kernel + bias).',
  ports: ONE_INPUT,
  params: z.strictObject({
    units: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(32)
      .meta({ title: 'Units', description: 'How many outputs, each with weights of its own.' }),
    activation: activationParam,
    useBias: useBiasParam,
    ...kernelAndBiasParams,
    activityRegularizer: activityRegularizerParam,
  }),
  analyze([shape = []], params) {
    const { units } = params;
    if (shape.length < 2) return err({ code: 'shape/rank', expected: [2, 3, 4, 5], received: shape });
    const features = shape.at(-1);
    if (typeof features !== 'number')
      return err({ code: 'shape/unknown-size', axis: shape.length - 1, received: shape });
    const weights = kernelAndBias({ ...params, kernel: [features, units], channels: units });
    const positions = shape.slice(1, -1).reduce<number>((product, dim) => product * (dim ?? 1), 1);
    return ok({ output: [...shape.slice(0, -1), units], weights, multiplyAdds: positions * features * units });
  },
  build: (layers, params) => layers.dense(tfjsParams(params)),
  samples: [
    { inputs: [[null, 8]], params: {} },
    {
      inputs: [[null, 5, 8]],
      params: { units: 3, activation: 'relu', useBias: false, kernelInitializer: 'he_normal' },
    },
    {
      inputs: [[null, 6]],
      params: { units: 4, activation: 'softmax', biasInitializer: { type: 'random_normal', stddev: 0.5 } },
    },
    {
      inputs: [[null, 6]],
      params: { units: 4, kernelRegularizer: { l2: 0.01 }, biasRegularizer: { l1: 0.02, l2: 0.1 } },
    },
    { inputs: [[null, 6]], params: { units: 4, activation: 'softmax', activityRegularizer: { l2: 0.5 } } },
  ],
});
