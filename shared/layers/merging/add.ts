import { z } from 'zod';
import type { Dim, Shape } from '../../graph/shape';
import { err, ok } from '../../result';
import { defineLayer, MANY_INPUTS } from '../define';

/** The size of an axis where two inputs meet: equal, or one of them 1 (broadcast); `undefined` where they clash. */
function joinDims(a: Dim, b: Dim): Dim | undefined {
  if (a === b || b === 1) return a;
  if (a === 1) return b;
  return undefined;
}

function joinShapes(a: Shape, b: Shape): Shape | undefined {
  if (a.length !== b.length) return undefined;
  const joined = a.map((dim, axis) => joinDims(dim, b[axis] ?? null));
  return joined.every(dim => dim !== undefined) ? joined : undefined;
}

export const add = defineLayer({
  type: 'add',
  kerasClass: 'Add',
  category: 'merging',
  title: 'Add',
  summary: 'Adds its inputs value by value, as the shortcut of a residual block does.',
  ports: MANY_INPUTS,
  params: z.strictObject({}),
  analyze(inputs) {
    let output: Shape = inputs[0] ?? [];
    for (const shape of inputs.slice(1)) {
      const joined = joinShapes(output, shape);
      if (!joined) return err({ code: 'shape/mismatch', received: inputs });
      output = joined;
    }
    return ok({ output, weights: [], multiplyAdds: 0 });
  },
  build: (layers, params) => layers.add(params),
  samples: [
    {
      inputs: [
        [null, 4, 3],
        [null, 4, 3],
      ],
      params: {},
    },
    {
      inputs: [
        [null, 5, 5, 2],
        [null, 1, 1, 2],
        [null, 5, 5, 2],
      ],
      params: {},
    },
  ],
});
