import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';

export const leakyRelu = defineLayer({
  type: 'leakyRelu',
  kerasClass: 'LeakyReLU',
  category: 'activation',
  title: 'LeakyReLU',
  summary: 'Keeps what is above 0 and shrinks what is below, so that it can still learn.',
  ports: ONE_INPUT,
  params: z.strictObject({
    negativeSlope: z
      .number()
      .min(0)
      .max(1)
      .default(0.3)
      .meta({ title: 'Negative slope', description: 'What values below 0 are multiplied with.', unit: '0 to 1' }),
  }),
  olderKeys: { alpha: 'negative_slope' },
  analyze: ([shape = []]) => ok({ output: shape, weights: [], multiplyAdds: 0 }),
  build: (layers, { name, negativeSlope }) => layers.leakyReLU({ name, alpha: negativeSlope }),
  samples: [
    { inputs: [[null, 3, 5]], params: {} },
    { inputs: [[null, 6]], params: { negativeSlope: 0.1 } },
  ],
});
