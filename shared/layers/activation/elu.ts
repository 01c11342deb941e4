import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';

/** Clevert, Unterthiner and Hochreiter, "Exponential Linear Units", 2016 (arXiv:1511.07289). */
export const elu = defineLayer({
  type: 'elu',
  kerasClass: 'ELU',
  category: 'activation',
  title: 'ELU',
  summary: 'Keeps what is above 0, and bends what is below smoothly to -alpha.',
  ports: ONE_INPUT,
  params: z.strictObject({
    alpha: z
      .number()
      .min(0)
      .max(1000)
      .default(1)
      .meta({ title: 'Alpha', description: 'The value that large negative ones come to, without its sign.' }),
  }),
  analyze: ([shape = []]) => ok({ output: shape, weights: [], multiplyAdds: 0 }),
  whyNotTfjs: ({ alpha }) =>
    alpha === 1 ? undefined : 'TensorFlow.js computes ELU with an alpha of 1 only, whatever it is set to: set it to 1',
  build: (layers, { name, alpha }) => (alpha === 1 ? layers.elu({ name }) : layers.scaledElu({ name, alpha })),
  samples: [
    { inputs: [[null, 3, 5]], params: {} },
    { inputs: [[null, 6]], params: { alpha: 0.5 } },
  ],
});
