import { z } from 'zod';
import { err, ok } from '../../result';
import { defineLayer, MANY_INPUTS } from '../define';

export const concatenate = defineLayer({
  type: 'concatenate',
  kerasClass: 'Concatenate',
  category: 'merging',
  title: 'Concatenate',
  summary: 'Puts its inputs side by side along one axis, as an Inception block does with channels.',
  ports: MANY_INPUTS,
  params: z.strictObject({
    axis: z
      .int()
      .min(-5)
      .max(5)
      .refine(axis => axis !== 0, 'must not be 0, the batch')
      .default(-1)
      .meta({
        title: 'Axis',
        description: 'The axis to join along; -1 is the last, the channels. The others must be equal.',
      }),
  }),
  analyze(inputs, { axis }) {
    const [first = []] = inputs;
    const along = axis < 0 ? first.length + axis : axis;
    if (along < 1 || along >= first.length) return err({ code: 'shape/axis', axis, received: first });
    let size = 0;
    for (const shape of inputs) {
      const agrees = shape.length === first.length && shape.every((dim, i) => i === along || dim === first[i]);
      if (!agrees) return err({ code: 'shape/mismatch', received: inputs, except: along });
      const dim = shape[along];
      if (typeof dim !== 'number') return err({ code: 'shape/unknown-size', axis: along, received: shape });
      size += dim;
    }
    return ok({ output: first.map((dim, i) => (i === along ? size : dim)), weights: [], multiplyAdds: 0 });
  },
  build: (layers, params) => layers.concatenate(params),
  samples: [
    {
      inputs: [
        [null, 4, 3],
        [null, 4, 5],
      ],
      params: {},
    },
    {
      inputs: [
        [null, 2, 4, 3],
        [null, 5, 4, 3],
        [null, 1, 4, 3],
      ],
      params: { axis: 1 },
    },
  ],
});
