import { elementCount, type Shape } from '../../graph/shape';
import type { ShapeProblem } from '../../problems/problem';
import { ok, type Result } from '../../result';
import type { LayerAnalysis } from '../define';
import { kernelAndBias } from '../weights';
import { gridShape } from '../window';

interface Transposed extends Omit<Parameters<typeof kernelAndBias>[0], 'kernel' | 'channels'> {
  readonly filters: number;
  readonly kernelSize: number | readonly number[];
  readonly strides: number | readonly number[];
  readonly padding: 'valid' | 'same';
}

/**
 * Convolutions that spread each value over a window of the output. Multiply-adds: positions of the input · kernel size · input
 * channels · filters.
 * @param axes how many axes the window has
 */
export function analyzeTransposed(
  shape: Shape,
  axes: 1 | 2 | 3,
  params: Transposed,
): Result<LayerAnalysis, ShapeProblem> {
  const { filters, padding } = params;
  const grid = gridShape(shape, axes);
  if (!grid.ok) return grid;
  const { batch, sizes, channels } = grid.value;
  const kernelSize = [params.kernelSize].flat();
  const strides = [params.strides].flat();
  const kernel = [...kernelSize, filters, channels];
  const output = sizes.map((size, axis) => {
    const stride = strides[axis] ?? 1;
    return size * stride + (padding === 'same' ? 0 : Math.max((kernelSize[axis] ?? 1) - stride, 0));
  });
  const reach = kernelSize.map((size, axis) => {
    const stride = strides[axis] ?? 1;
    const before = padding === 'same' ? Math.floor(Math.max(size - stride, 0) / 2) : 0;
    return { extent: Math.ceil(size / stride), stride: 1 / stride, offset: (before - (size - 1) / 2) / stride };
  });
  const weights = kernelAndBias({ ...params, kernel, channels: filters });
  const multiplyAdds = elementCount(sizes) * elementCount(kernel);
  return ok({ output: [batch, ...output, filters], weights, multiplyAdds, reach });
}
