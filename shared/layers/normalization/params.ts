import { z } from 'zod';
import type { Shape } from '../../graph/shape';
import type { ShapeProblem } from '../../problems/problem';
import { err, ok, type Result } from '../../result';
import type { WeightSpec } from '../define';

/** What layers that normalize have in common, with Keras's defaults. */
export const normalizationParams = {
  epsilon: z
    .number()
    .positive()
    .max(1)
    .default(0.001)
    .meta({ title: 'Epsilon', description: 'Added to the variance, so that nothing is divided by 0.' }),
  center: z.boolean().default(true).meta({ title: 'Center', description: 'Learns an offset (beta) for each channel.' }),
  scale: z.boolean().default(true).meta({ title: 'Scale', description: 'Learns a factor (gamma) for each channel.' }),
};

/** Gamma and beta, one number a channel of the last axis. */
export function normalizationWeights(
  shape: Shape,
  { center, scale }: { readonly center: boolean; readonly scale: boolean },
): Result<WeightSpec[], ShapeProblem> {
  const channels = shape.at(-1);
  if (typeof channels !== 'number') {
    return err({ code: 'shape/unknown-size', axis: shape.length - 1, received: shape });
  }
  const weights: WeightSpec[] = [];
  if (scale) weights.push({ name: 'gamma', shape: [channels], initializer: 'ones', trainable: true });
  if (center) weights.push({ name: 'beta', shape: [channels], initializer: 'zeros', trainable: true });
  return ok(weights);
}
