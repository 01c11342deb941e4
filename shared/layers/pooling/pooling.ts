import { z } from 'zod';
import type { Shape } from '../../graph/shape';
import type { ShapeProblem } from '../../problems/problem';
import { ok, type Result } from '../../result';
import type { LayerAnalysis } from '../define';
import { lengthParam, paddingParam, sizeParam, volumeParam } from '../params';
import { gridShape, slide, windowReach } from '../window';

const STRIDES = 'How far the window moves at each step; equal to the pool size, windows do not overlap.';

/** What max and average pooling share. Keras lets `strides` default to the pool size; here both are always written out. */
export const pooling1dParams = z.strictObject({
  poolSize: lengthParam('Pool size', 'How many steps the window holds.', 2),
  strides: lengthParam('Strides', STRIDES, 2),
  padding: paddingParam,
});
export const pooling2dParams = z.strictObject({
  poolSize: sizeParam('Pool size', 'The height and width of the window.', [2, 2]),
  strides: sizeParam('Strides', STRIDES, [2, 2]),
  padding: paddingParam,
});
export const pooling3dParams = z.strictObject({
  poolSize: volumeParam('Pool size', 'The depth, height and width of the window.', 2),
  strides: volumeParam('Strides', STRIDES, 2),
  padding: paddingParam,
});

interface Pooling {
  readonly poolSize: number | readonly number[];
  readonly strides: number | readonly number[];
  readonly padding: 'valid' | 'same';
}

/** @param axes how many axes the window slides along */
export function analyzePooling(
  shape: Shape,
  axes: 1 | 2 | 3,
  { poolSize, strides, padding }: Pooling,
): Result<LayerAnalysis, ShapeProblem> {
  const grid = gridShape(shape, axes);
  if (!grid.ok) return grid;
  const window = { param: 'poolSize', size: [poolSize].flat(), strides: [strides].flat(), padding };
  const slid = slide(shape, grid.value, window);
  if (!slid.ok) return slid;
  const reach = windowReach(grid.value, window);
  return ok({ output: [grid.value.batch, ...slid.value, grid.value.channels], weights: [], multiplyAdds: 0, reach });
}

export const globalPoolingParams = z.strictObject({
  keepdims: z.boolean().default(false).meta({
    title: 'Keep dims',
    description: 'Leaves the axes that are pooled in place, with a size of 1 each.',
  }),
});

/** Why tfjs cannot keep the axes, as the end of a sentence; absent where it need not. */
export const whyNotTfjsKeepdims = ({ keepdims }: z.output<typeof globalPoolingParams>): string | undefined =>
  keepdims
    ? 'TensorFlow.js does not keep the axes that are pooled: turn that off, and put a Reshape behind it'
    : undefined;

/** @param axes how many axes become one number */
export function analyzeGlobalPooling(
  shape: Shape,
  axes: 1 | 2 | 3,
  { keepdims }: z.output<typeof globalPoolingParams>,
): Result<LayerAnalysis, ShapeProblem> {
  const grid = gridShape(shape, axes);
  if (!grid.ok) return grid;
  const { batch, sizes, channels } = grid.value;
  const kept = keepdims ? sizes.map(() => 1) : [];
  return ok({ output: [batch, ...kept, channels], weights: [], multiplyAdds: 0, reach: 'all' });
}

export const pooling1dSamples: { inputs: Shape[]; params: z.input<typeof pooling1dParams> }[] = [
  { inputs: [[null, 8, 3]], params: {} },
  { inputs: [[null, 7, 2]], params: { poolSize: 3, strides: 1, padding: 'same' } },
];
export const pooling2dSamples: { inputs: Shape[]; params: z.input<typeof pooling2dParams> }[] = [
  { inputs: [[null, 8, 6, 3]], params: {} },
  { inputs: [[null, 7, 9, 2]], params: { poolSize: [3, 2], strides: [1, 2], padding: 'same' } },
  { inputs: [[null, 7, 9, 2]], params: { poolSize: [3, 3], strides: [2, 2] } },
];
export const pooling3dSamples: { inputs: Shape[]; params: z.input<typeof pooling3dParams> }[] = [
  { inputs: [[null, 4, 4, 3, 2]], params: {} },
  { inputs: [[null, 3, 4, 5, 2]], params: { poolSize: [1, 2, 3], strides: [1, 1, 2], padding: 'same' } },
];

/** @param shape of what arrives */
export const globalPoolingSamples = (
  shape: Shape,
): { inputs: Shape[]; params: z.input<typeof globalPoolingParams> }[] => [
  { inputs: [shape], params: {} },
  { inputs: [shape], params: { keepdims: true } },
];
