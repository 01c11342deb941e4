import { z } from 'zod';
import type { Shape } from '../graph/shape';
import type { ShapeProblem } from '../problems/problem';
import { err, ok, type Result } from '../result';

/** An axis of what arrives, the batch being 0; counted from the end where it is below 0. */
export const axisParam = (description: string) =>
  z
    .int()
    .min(-5)
    .max(5)
    .refine(axis => axis !== 0, 'must not be 0, the batch')
    .default(-1)
    .meta({ title: 'Axis', description });

/** The axis counted from the batch, 0; refuses one that there is not, and the batch itself. */
export function axisInside(shape: Shape, axis: number): Result<number, ShapeProblem> {
  const counted = axis < 0 ? shape.length + axis : axis;
  return counted > 0 && counted < shape.length ? ok(counted) : err({ code: 'shape/axis', axis, received: shape });
}
