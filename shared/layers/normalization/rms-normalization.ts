import { z } from 'zod';
import { err, ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { normalizationParams } from './params';

/** Zhang and Sennrich, "Root Mean Square Layer Normalization", 2019 (arXiv:1910.07467); over the last axis. */
export const rmsNormalization = defineLayer({
  type: 'rmsNormalization',
  kerasClass: 'RMSNormalization',
  category: 'normalization',
  title: 'RMSNormalization',
  summary:
    'Brings each place of a sample to a root mean square of 1, as newer transformers do: cheaper than LayerNormalization.',
  ports: ONE_INPUT,
  params: z.strictObject({
    epsilon: normalizationParams.epsilon
      .unwrap()
      .default(1e-6)
      .meta({ title: 'Epsilon', description: 'Added to the mean square, so that nothing is divided by 0.' }),
  }),
  analyze([shape = []]) {
    if (shape.length < 2) return err({ code: 'shape/rank', expected: [2, 3, 4, 5], received: shape });
    const channels = shape.at(-1);
    if (typeof channels !== 'number') {
      return err({ code: 'shape/unknown-size', axis: shape.length - 1, received: shape });
    }
    const scale = { name: 'scale', shape: [channels], initializer: 'ones', trainable: true } as const;
    return ok({ output: shape, weights: [scale], multiplyAdds: 0 });
  },
  kerasConfig: ({ epsilon }) => ({ axis: -1, epsilon }),
  whyNotTfjs: () => 'TensorFlow.js has no such layer: use LayerNormalization',
  build: (layers, params) => layers.rmsNormalization(params),
  samples: [
    { inputs: [[null, 6]], params: {} },
    { inputs: [[null, 3, 4, 5]], params: { epsilon: 0.01 } },
  ],
});
