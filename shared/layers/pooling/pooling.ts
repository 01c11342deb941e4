import { z } from 'zod';
import type { Shape } from '../../graph/shape';
import type { ShapeProblem } from '../../problems/problem';
import { ok, type Result } from '../../result';
import type { LayerAnalysis } from '../define';
import { paddingParam, sizeParam } from '../params';
import { gridShape, slide } from '../window';

/** What max and average pooling share. Keras lets `strides` default to the pool size; here both are always written out. */
export const poolingParams = z.strictObject({
  poolSize: sizeParam('Pool size', 'The height and width of the window.', [2, 2]),
  strides: sizeParam(
    'Strides',
    'How far the window moves at each step; equal to the pool size, windows do not overlap.',
    [2, 2],
  ),
  padding: paddingParam,
});

export function analyzePooling(
  shape: Shape,
  { poolSize, strides, padding }: z.output<typeof poolingParams>,
): Result<LayerAnalysis, ShapeProblem> {
  const grid = gridShape(shape, 2);
  if (!grid.ok) return grid;
  const slid = slide(shape, grid.value, { param: 'poolSize', size: poolSize, strides, padding });
  if (!slid.ok) return slid;
  return ok({ output: [grid.value.batch, ...slid.value, grid.value.channels], weights: [], multiplyAdds: 0 });
}

export const poolingSamples: { inputs: Shape[]; params: z.input<typeof poolingParams> }[] = [
  { inputs: [[null, 8, 6, 3]], params: {} },
  { inputs: [[null, 7, 9, 2]], params: { poolSize: [3, 2], strides: [1, 2], padding: 'same' } },
  { inputs: [[null, 7, 9, 2]], params: { poolSize: [3, 3], strides: [2, 2] } },
];
