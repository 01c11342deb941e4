import { z } from 'zod';
import type { Shape } from '../../graph/shape';
import type { ShapeProblem } from '../../problems/problem';
import { err, ok, type Result } from '../../result';
import type { WeightSpec } from '../define';
import { type SettingsOf, weightParams, weightSettings } from '../weight-settings';

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
  ...weightParams('beta', 'the offset', 'zeros'),
  ...weightParams('gamma', 'the factor', 'ones'),
};

interface Learned extends SettingsOf<'beta'>, SettingsOf<'gamma'> {
  readonly center: boolean;
  readonly scale: boolean;
}

/** Gamma and beta, one number a channel of the last axis. */
export function normalizationWeights(shape: Shape, learned: Learned): Result<WeightSpec[], ShapeProblem> {
  const channels = shape.at(-1);
  if (typeof channels !== 'number') {
    return err({ code: 'shape/unknown-size', axis: shape.length - 1, received: shape });
  }
  const common = { shape: [channels], trainable: true };
  const gamma = { ...common, name: 'gamma', ...weightSettings('gamma', learned) };
  const beta = { ...common, name: 'beta', ...weightSettings('beta', learned) };
  return ok([...(learned.scale ? [gamma] : []), ...(learned.center ? [beta] : [])]);
}
