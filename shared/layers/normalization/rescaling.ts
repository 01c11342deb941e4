import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';

export const rescaling = defineLayer({
  type: 'rescaling',
  kerasClass: 'Rescaling',
  category: 'normalization',
  title: 'Rescaling',
  summary: 'Computes value · scale + offset, such as bytes to numbers between 0 and 1.',
  ports: ONE_INPUT,
  params: z.strictObject({
    scale: z
      .number()
      .default(1 / 255)
      .meta({ title: 'Scale', description: 'What every value is multiplied with; 1/255 turns bytes into 0 to 1.' }),
    offset: z.number().default(0).meta({ title: 'Offset', description: 'What is added afterwards.' }),
  }),
  analyze: ([shape = []]) => ok({ output: shape, weights: [], multiplyAdds: 0 }),
  build: (layers, params) => layers.rescaling(params),
  samples: [
    { inputs: [[null, 8]], params: {} },
    { inputs: [[null, 4, 4, 2]], params: { scale: 2, offset: -1 } },
  ],
});
