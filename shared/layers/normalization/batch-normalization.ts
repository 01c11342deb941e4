import { z } from 'zod';
import { err, ok } from '../../result';
import { defineLayer, ONE_INPUT, type WeightSpec } from '../define';
import { tfjsParams } from '../tfjs-params';
import { normalizationParams, normalizationWeights } from './params';

/** Ioffe and Szegedy, "Batch Normalization", 2015 (arXiv:1502.03167); over the last axis, the channels. */
export const batchNormalization = defineLayer({
  type: 'batchNormalization',
  kerasClass: 'BatchNormalization',
  category: 'normalization',
  title: 'BatchNormalization',
  summary:
    'Keeps each channel near mean 0 and deviation 1: by the batch while training, by moving averages afterwards.',
  ports: ONE_INPUT,
  params: z.strictObject({
    momentum: z.number().min(0).lt(1).default(0.99).meta({
      title: 'Momentum',
      description: 'How much of the moving averages is kept at each step.',
      unit: '0 to 1',
    }),
    ...normalizationParams,
  }),
  analyze([shape = []], learned) {
    if (shape.length < 2 || shape.length > 4) return err({ code: 'shape/rank', expected: [2, 3, 4], received: shape });
    const trained = normalizationWeights(shape, learned);
    if (!trained.ok) return trained;
    const channels = [shape.at(-1) ?? 0];
    const moving: WeightSpec[] = [
      { name: 'moving_mean', shape: channels, initializer: 'zeros', trainable: false },
      { name: 'moving_variance', shape: channels, initializer: 'ones', trainable: false },
    ];
    return ok({ output: shape, weights: [...trained.value, ...moving], multiplyAdds: 0 });
  },
  build: (layers, params) => layers.batchNormalization(tfjsParams(params)),
  samples: [
    { inputs: [[null, 6]], params: {} },
    { inputs: [[null, 5, 4, 3]], params: { momentum: 0.9, epsilon: 0.01, center: false } },
    { inputs: [[null, 5, 4, 3]], params: { scale: false } },
  ],
});
