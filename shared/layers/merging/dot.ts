import { z } from 'zod';
import { err, ok } from '../../result';
import { defineLayer } from '../define';
import { TWO_INPUTS } from './elementwise';

/** Multiply-adds: the number of output values · the size of the axis that is summed over. */
export const dot = defineLayer({
  type: 'dot',
  kerasClass: 'Dot',
  category: 'merging',
  title: 'Dot',
  summary: 'Multiplies its two inputs along one axis of each and sums up: how alike they are, as for embeddings.',
  ports: TWO_INPUTS,
  params: z.strictObject({
    axes: z.array(z.int().min(1).max(2)).length(2).default([1, 1]).meta({
      title: 'Axes',
      description: 'The axis of the first and of the second input to sum over; the batch is 0.',
    }),
    normalize: z.boolean().default(false).meta({
      title: 'Normalize',
      description: 'Brings both to length 1 along that axis first: the result is the cosine of their angle.',
    }),
  }),
  analyze(inputs, { axes }) {
    const sizes = inputs.map((shape, index) => shape[axes[index] ?? 1]);
    for (const [index, shape] of inputs.entries()) {
      if (shape.length < 2 || shape.length > 3) return err({ code: 'shape/rank', expected: [2, 3], received: shape });
      const axis = axes[index] ?? 1;
      if (axis >= shape.length) return err({ code: 'shape/axis', axis, received: shape });
      if (typeof sizes[index] !== 'number') return err({ code: 'shape/unknown-size', axis, received: shape });
    }
    const [size] = sizes;
    if (typeof size !== 'number' || sizes[1] !== size) return err({ code: 'shape/mismatch', received: inputs });
    const left = inputs.map((shape, index) => shape.filter((_, axis) => axis !== 0 && axis !== axes[index]));
    const rest = left.flat();
    const output = [inputs[0]?.[0] ?? null, ...(rest.length > 0 ? rest : [1])];
    const values = rest.reduce<number>((product, dim) => product * (dim ?? 1), 1);
    return ok({ output, weights: [], multiplyAdds: values * size });
  },
  build: (layers, { axes: [first = 1, second = 1], ...params }) => layers.dot({ ...params, axes: [first, second] }),
  samples: [
    {
      inputs: [
        [null, 4],
        [null, 4],
      ],
      params: {},
    },
    {
      inputs: [
        [null, 4, 3],
        [null, 5, 3],
      ],
      params: { axes: [2, 2], normalize: true },
    },
    {
      inputs: [
        [null, 4, 3],
        [null, 2, 4],
      ],
      params: { axes: [1, 2] },
    },
  ],
});
