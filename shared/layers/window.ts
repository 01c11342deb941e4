import type { Shape } from '../graph/shape';
import type { ShapeProblem } from '../problems/problem';
import { err, ok, type Result } from '../result';
import type { ReachAxis } from './define';

/**
 * A batch of series `[batch, steps, channels]`, pictures `[batch, height, width, channels]` or volumes
 * `[batch, depth, height, width, channels]`, with all sizes but the batch known.
 */
export interface Grid {
  readonly batch: number | null;
  /** The axes between batch and channels. */
  readonly sizes: readonly number[];
  readonly channels: number;
}

/** @param axes 1 for series, 2 for pictures, 3 for volumes */
export function gridShape(shape: Shape, axes: 1 | 2 | 3): Result<Grid, ShapeProblem> {
  if (shape.length !== axes + 2) return err({ code: 'shape/rank', expected: [axes + 2], received: shape });
  const [batch = null, ...known] = shape;
  const sizes = known.filter(size => size !== null);
  const channels = sizes.pop();
  if (channels === undefined || sizes.length !== axes) {
    return err({ code: 'shape/unknown-size', axis: shape.indexOf(null, 1), received: shape });
  }
  return ok({ batch, sizes, channels });
}

interface Window {
  /** The parameter that holds the window, to which a refusal points. */
  readonly param: string;
  /** One number an axis, as the others. */
  readonly size: readonly number[];
  readonly strides: readonly number[];
  /** `causal` pads before the first value only, so that no place of the output looks ahead. */
  readonly padding: 'valid' | 'same' | 'causal';
  /** The distance between the window's values; 1 where it is absent. */
  readonly dilation?: readonly number[];
}

/** The sizes after a window has slid over a grid (TensorFlow's `same`: `ceil(size / stride)`). */
export function slide(shape: Shape, { sizes }: Grid, window: Window): Result<number[], ShapeProblem> {
  const { size, strides, padding, param, dilation } = window;
  if (padding !== 'valid') return ok(sizes.map((length, axis) => Math.ceil(length / (strides[axis] ?? 1))));
  const extent = size.map((length, axis) => (length - 1) * (dilation?.[axis] ?? 1) + 1);
  if (extent.some((length, axis) => length > (sizes[axis] ?? 0))) {
    return err({ code: 'shape/window', param, window: extent, dilation, received: shape });
  }
  return ok(sizes.map((length, axis) => Math.floor((length - (extent[axis] ?? 1)) / (strides[axis] ?? 1)) + 1));
}

/** Where the window looks from each position of the output; TensorFlow pads `same` with the odd value at the end. */
export function windowReach({ sizes }: Grid, { size, strides, padding, dilation }: Omit<Window, 'param'>): ReachAxis[] {
  return size.map((length, axis) => {
    const stride = strides[axis] ?? 1;
    const extent = (length - 1) * (dilation?.[axis] ?? 1) + 1;
    const before = zerosBefore(padding, sizes[axis] ?? 1, extent, stride);
    return { extent, stride, offset: (extent - 1) / 2 - before };
  });
}

function zerosBefore(padding: Window['padding'], size: number, extent: number, stride: number): number {
  if (padding === 'causal') return extent - 1;
  return padding === 'same' ? Math.floor(samePadding(size, extent, stride) / 2) : 0;
}

/** How many zeros `same` puts around an axis in all. */
const samePadding = (size: number, extent: number, stride: number): number =>
  Math.max((Math.ceil(size / stride) - 1) * stride + extent - size, 0);
