import { z } from 'zod';
import type { Shape } from '../../graph/shape';
import type { ShapeProblem } from '../../problems/problem';
import { err, ok, type Result } from '../../result';
import { Activation } from '../activations';
import type { LayerAnalysis, WeightSpec } from '../define';
import type { RecurrentConfig } from '../own-layers';
import { kernelAndBiasParams, type SettingsOf, weightParams, weightSettings } from '../weight-settings';

/** Gal and Ghahramani, "A Theoretically Grounded Application of Dropout in Recurrent Neural Networks", 2016 (arXiv:1512.05287). */
const dropped = (title: string, what: string, more: string) =>
  z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .meta({ title, description: `While training, the part of the ${what} to set to 0. ${more}`, unit: '0 to 1' });

/** What the recurrent layers have in common, with Keras's defaults. */
export const recurrentParams = {
  units: z
    .int()
    .min(1)
    .max(65_536)
    .default(32)
    .meta({ title: 'Units', description: 'How many values the layer remembers from step to step, and puts out.' }),
  activation: Activation.default('tanh').meta({
    title: 'Activation',
    description: 'The function that makes the new memory out of the input and the old one.',
  }),
  useBias: z.boolean().default(true).meta({ title: 'Use bias', description: 'Adds one learned number to each sum.' }),
  returnSequences: z.boolean().default(false).meta({
    title: 'Return sequences',
    description: 'Puts out the memory after every step, as another recurrent layer wants it, not the last one only.',
  }),
  dropout: dropped('Dropout', 'inputs', 'Drops the same ones at every step of the series.'),
  recurrentDropout: dropped('Recurrent dropout', 'memory', 'Slower: every gate drops others.'),
  ...kernelAndBiasParams,
  ...weightParams('recurrent', 'the recurrent kernel', 'orthogonal'),
};

/** What is chosen of the three weights. */
export interface RecurrentSettings extends SettingsOf<'kernel'>, SettingsOf<'recurrent'>, SettingsOf<'bias'> {}

export const recurrentActivationParam = Activation.default('sigmoid').meta({
  title: 'Recurrent activation',
  description: 'The function of the gates, which decide how much is kept and let through: 0 is nothing, 1 all.',
});

export const goBackwardsParam = z.boolean().default(false).meta({
  title: 'Go backwards',
  description: 'Reads the series from its end; sequences that are returned are in the order of reading.',
});

/** How many sums each unit has at each step: one, and one more for each gate. */
const SUMS = { SimpleRNN: 1, LSTM: 4, GRU: 3 } as const;

/** How many values each unit keeps at each step for backpropagation through time: the sums' results, and the states. */
const KEPT = { SimpleRNN: 1, LSTM: 6, GRU: 5 } as const;

export type RecurrentClass = keyof typeof SUMS;

/** The weights of a recurrent layer, and what it puts out; for the multiply-adds each weight counts once a step. */
export function analyzeRecurrent(
  className: RecurrentClass,
  shape: Shape,
  config: Omit<RecurrentConfig, 'name'> & RecurrentSettings,
): Result<LayerAnalysis, ShapeProblem> {
  const { units, useBias, returnSequences, unitForgetBias, resetAfter } = config;
  if (shape.length !== 3) return err({ code: 'shape/rank', expected: [3], received: shape });
  const [batch = null, steps = null, features = null] = shape;
  if (steps === null || features === null) {
    return err({ code: 'shape/unknown-size', axis: shape.indexOf(null, 1), received: shape });
  }
  const sums = SUMS[className] * units;
  const cell = { trainable: true, kerasPart: 'cell' };
  const weights: WeightSpec[] = [
    { ...cell, name: 'kernel', shape: [features, sums], ...weightSettings('kernel', config) },
    { ...cell, name: 'recurrent_kernel', shape: [units, sums], ...weightSettings('recurrent', config) },
  ];
  if (useBias) {
    const settings = weightSettings('bias', config);
    const initializer = unitForgetBias ? { unitForgetBias: settings.initializer } : settings.initializer;
    weights.push({ ...cell, name: 'bias', shape: resetAfter ? [2, sums] : [sums], ...settings, initializer });
  }
  const output = returnSequences ? [batch, steps, units] : [batch, units];
  const multiplyAdds = steps * (features + units) * sums;
  return ok({ output, weights, multiplyAdds, reach: 'all', kept: steps * units * KEPT[className] });
}
