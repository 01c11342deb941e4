import type { Shape } from '../graph/shape';
import type { ShapeProblem } from '../problems/problem';
import { err, ok, type Result } from '../result';

/** A batch of pictures `[batch, height, width, channels]` with all sizes but the batch known. */
export interface PictureShape {
  readonly batch: number | null;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export function pictureShape(shape: Shape | undefined): Result<PictureShape, ShapeProblem> {
  if (shape?.length !== 4) return err({ code: 'shape/rank', expected: [4], received: shape ?? [] });
  const [batch = null, height, width, channels] = shape;
  if (typeof height !== 'number' || typeof width !== 'number' || typeof channels !== 'number') {
    return err({ code: 'shape/unknown-size', axis: shape.indexOf(null, 1), received: shape });
  }
  return ok({ batch, height, width, channels });
}

interface Window {
  /** The parameter that holds the window, to which a refusal points. */
  readonly param: string;
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: 'valid' | 'same';
}

/** Height and width after a window has slid over a picture (TensorFlow's `same`: `ceil(size / stride)`). */
export function slide(shape: Shape, picture: PictureShape, window: Window): Result<[number, number], ShapeProblem> {
  const { size, strides, padding, param } = window;
  if (padding === 'same') {
    return ok([Math.ceil(picture.height / strides[0]), Math.ceil(picture.width / strides[1])]);
  }
  if (size[0] > picture.height || size[1] > picture.width) {
    return err({ code: 'shape/window', param, window: size, received: shape });
  }
  return ok([
    Math.floor((picture.height - size[0]) / strides[0]) + 1,
    Math.floor((picture.width - size[1]) / strides[1]) + 1,
  ]);
}
