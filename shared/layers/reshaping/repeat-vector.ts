import { z } from 'zod';
import { err, ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';

export const repeatVector = defineLayer({
  type: 'repeatVector',
  kerasClass: 'RepeatVector',
  category: 'reshaping',
  title: 'RepeatVector',
  summary: 'Makes a series out of one row of numbers by repeating it, as a decoder wants it.',
  ports: ONE_INPUT,
  params: z.strictObject({
    n: z.int().min(1).max(65_536).default(2).meta({ title: 'Times', description: 'How many steps the series has.' }),
  }),
  analyze([shape = []], { n }) {
    if (shape.length !== 2) return err({ code: 'shape/rank', expected: [2], received: shape });
    return ok({ output: [shape[0] ?? null, n, shape[1] ?? null], weights: [], multiplyAdds: 0 });
  },
  build: (layers, params) => layers.repeatVector(params),
  samples: [
    { inputs: [[null, 5]], params: {} },
    { inputs: [[null, 3]], params: { n: 4 } },
  ],
});
