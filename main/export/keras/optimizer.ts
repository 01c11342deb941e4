import { type Optimizer, optimizerNames } from '#shared/training/optimizers';
import type { TrainingSettings } from '#shared/training/settings';
import { optimizerRule } from '../../training/optimizers/optimizers';
import type { TrainedWeight } from '../network';

type Settings = Pick<TrainingSettings, 'optimizer' | 'gradientClipping' | 'clippingThreshold'>;

/** The optimizer as Keras's `compile_config` has it. */
export function optimizerConfig({ optimizer, ...clipping }: Settings): Record<string, unknown> {
  const { type, learningRate, ...settings } = optimizer;
  const config = Object.entries(settings)
    // Keras's default; JSON does not tell 0.0 from 0, and Keras refuses a momentum that is an integer.
    .filter(([name, value]) => !(name === 'momentum' && value === 0))
    .map(([name, value]) => [kerasName(name), value]);
  return {
    module: 'keras.optimizers',
    class_name: optimizerNames[type],
    config: { learning_rate: asFloat(learningRate), ...Object.fromEntries(config), ...clippingConfig(clipping) },
    registered_name: null,
  };
}

/** `beta1` as `beta_1`, `weightDecay` as `weight_decay`. */
const kerasName = (name: string): string => name.replace(/[A-Z]|\d+/g, part => `_${part.toLowerCase()}`);

/** A whole number with the next larger fraction in its place, which float32 rounds back: Keras refuses integers. */
const asFloat = (value: number): number => (Number.isInteger(value) ? value * (1 + Number.EPSILON) : value);

function clippingConfig({ gradientClipping, clippingThreshold }: Omit<Settings, 'optimizer'>) {
  switch (gradientClipping) {
    case 'none':
      return {};
    case 'global_norm':
      return { global_clipnorm: clippingThreshold };
    case 'value':
      return { clipvalue: clippingThreshold };
  }
}

/** One of the optimizer's own variables before its first step: of a weight's shape, all of one value. */
export interface OptimizerSlot {
  readonly shape: readonly number[];
  readonly value: number;
}

/**
 * The optimizer's own variables in Keras's order (after the step count and the learning rate).
 * @param weights the trainable ones, in the order of `model.trainable_variables`
 */
export function optimizerSlots(optimizer: Optimizer, weights: readonly TrainedWeight[]): readonly OptimizerSlot[] {
  const initial = Object.values(optimizerRule(optimizer).slots);
  // Adam's two stand side by side for each weight; RMSprop has first the one of all weights, then the other.
  return optimizer.type === 'rmsprop'
    ? initial.flatMap(value => weights.map(({ shape }) => ({ shape, value })))
    : weights.flatMap(({ shape }) => initial.map(value => ({ shape, value })));
}
