import { z } from 'zod';
import { sampleSize } from '../../graph/shape';
import { err, ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';

export const reshape = defineLayer({
  type: 'reshape',
  kerasClass: 'Reshape',
  category: 'reshaping',
  title: 'Reshape',
  summary: 'Gives each sample another shape with the same number of values.',
  ports: ONE_INPUT,
  params: z.strictObject({
    targetShape: z
      .array(
        z
          .int()
          .min(-1)
          .max(1_000_000)
          .refine(size => size !== 0, 'must not be 0'),
      )
      .min(1)
      .max(5)
      .refine(sizes => sizes.filter(size => size === -1).length <= 1, 'may hold -1 only once')
      .default([-1])
      .meta({ title: 'Target shape', description: 'The new shape of one sample; one size may be -1, "what is left".' }),
  }),
  analyze([shape = []], { targetShape }) {
    const size = sampleSize(shape);
    if (size === null) return err({ code: 'shape/unknown-size', axis: shape.indexOf(null, 1), received: shape });
    const known = targetShape.reduce((product, dim) => (dim === -1 ? product : product * dim), 1);
    const fits = targetShape.includes(-1) ? size % known === 0 : size === known;
    if (!fits) return err({ code: 'shape/reshape', target: targetShape, received: shape });
    const resolved = targetShape.map(dim => (dim === -1 ? size / known : dim));
    return ok({ output: [shape[0] ?? null, ...resolved], weights: [], multiplyAdds: 0, kept: 0 });
  },
  build: (layers, params) => layers.reshape(params),
  samples: [
    { inputs: [[null, 4, 3]], params: {} },
    { inputs: [[null, 4, 3, 2]], params: { targetShape: [6, -1] } },
    { inputs: [[null, 12]], params: { targetShape: [2, 3, 2] } },
  ],
});
