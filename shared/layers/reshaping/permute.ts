import { z } from 'zod';
import { err, ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';

export const permute = defineLayer({
  type: 'permute',
  kerasClass: 'Permute',
  category: 'reshaping',
  title: 'Permute',
  summary: 'Puts the axes of a sample into another order.',
  ports: ONE_INPUT,
  params: z.strictObject({
    dims: z
      .array(z.int().min(1).max(5))
      .min(1)
      .max(5)
      .refine(dims => [...dims].sort().every((axis, index) => axis === index + 1), 'must hold each of 1, 2, … once')
      .default([2, 1])
      .meta({ title: 'Dims', description: 'The axes in their new order; the batch, 0, stays where it is.' }),
  }),
  analyze([shape = []], { dims }) {
    if (shape.length !== dims.length + 1) {
      return err({ code: 'shape/axes', dims, received: shape });
    }
    return ok({ output: [shape[0] ?? null, ...dims.map(axis => shape[axis] ?? null)], weights: [], multiplyAdds: 0 });
  },
  build: (layers, params) => layers.permute(params),
  samples: [
    { inputs: [[null, 4, 3]], params: {} },
    { inputs: [[null, 4, 3, 2]], params: { dims: [3, 1, 2] } },
  ],
});
