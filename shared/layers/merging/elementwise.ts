import type { Dim, Shape } from '../../graph/shape';
import type { ShapeProblem } from '../../problems/problem';
import { err, ok, type Result } from '../../result';
import type { LayerAnalysis, Port } from '../define';

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

/** Layers that compute value by value from inputs of equal shape; a size of 1 is repeated to fit. */
export function analyzeElementwise(inputs: readonly Shape[]): Result<LayerAnalysis, ShapeProblem> {
  let output: Shape = inputs[0] ?? [];
  for (const shape of inputs.slice(1)) {
    const joined = joinShapes(output, shape);
    if (!joined) return err({ code: 'shape/mismatch', received: inputs });
    output = joined;
  }
  return ok({ output, weights: [], multiplyAdds: 0 });
}

/** For layers that take just two, in which it matters which is which. */
export const TWO_INPUTS: readonly Port[] = [
  { name: 'first', many: false },
  { name: 'second', many: false },
];

interface Sample {
  readonly inputs: readonly Shape[];
  readonly params: Record<string, never>;
}

export const pairSamples: readonly Sample[] = [
  {
    inputs: [
      [null, 4, 3],
      [null, 4, 3],
    ],
    params: {},
  },
  {
    inputs: [
      [null, 5, 4, 2],
      [null, 1, 1, 2],
    ],
    params: {},
  },
];

export const elementwiseSamples: readonly Sample[] = [
  ...pairSamples.slice(0, 1),
  {
    inputs: [
      [null, 5, 5, 2],
      [null, 1, 1, 2],
      [null, 5, 5, 2],
    ],
    params: {},
  },
];
