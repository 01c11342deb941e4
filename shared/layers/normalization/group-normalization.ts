import { z } from 'zod';
import { err, ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { configOfParams } from '../keras-config';
import { normalizationParams, normalizationWeights } from './params';

/** Wu and He, "Group Normalization", 2018 (arXiv:1803.08494); the groups are of the last axis, the channels. */
export const groupNormalization = defineLayer({
  type: 'groupNormalization',
  kerasClass: 'GroupNormalization',
  category: 'normalization',
  title: 'GroupNormalization',
  summary: 'Brings each group of channels of a sample to mean 0 and deviation 1: works with small batches too.',
  ports: ONE_INPUT,
  params: z.strictObject({
    groups: z
      .int()
      .min(-1)
      .max(65_536)
      .refine(groups => groups !== 0, 'must not be 0')
      .default(32)
      .meta({
        title: 'Groups',
        description: 'How many groups the channels are divided into; -1 makes each channel a group of its own.',
      }),
    ...normalizationParams,
  }),
  analyze([shape = []], { groups, ...learned }) {
    if (shape.length < 2) return err({ code: 'shape/rank', expected: [2, 3, 4, 5], received: shape });
    const weights = normalizationWeights(shape, learned);
    if (!weights.ok) return weights;
    const channels = shape.at(-1) ?? 0;
    if (groups !== -1 && channels % groups !== 0) {
      return err({ code: 'shape/divisible', param: 'groups', by: groups, axis: shape.length - 1, received: shape });
    }
    return ok({ output: shape, weights: weights.value, multiplyAdds: 0 });
  },
  whyNotTfjs: () => 'TensorFlow.js has no such layer: use LayerNormalization or BatchNormalization',
  kerasConfig: params => ({ ...configOfParams(params), axis: -1 }),
  build: (layers, params) => layers.groupNormalization(params),
  samples: [
    { inputs: [[null, 4, 64]], params: {} },
    { inputs: [[null, 5, 4, 6]], params: { groups: 3, epsilon: 0.01, center: false } },
    { inputs: [[null, 4, 5]], params: { groups: -1, scale: false } },
    { inputs: [[null, 8]], params: { groups: 2 } },
  ],
});
