import type { Optimizer, OptimizerType } from '#shared/training/optimizers';
import type { TrainedWeight } from '../network';

const kerasClass: Record<OptimizerType, string> = { adam: 'Adam', sgd: 'SGD', rmsprop: 'RMSprop' };

/** The optimizer as Keras's `compile_config` has it. */
export function optimizerConfig(optimizer: Optimizer): Record<string, unknown> {
  return {
    module: 'keras.optimizers',
    class_name: kerasClass[optimizer.type],
    config: settings(optimizer),
    registered_name: null,
  };
}

function settings(optimizer: Optimizer): Record<string, unknown> {
  const learning_rate = optimizer.learningRate;
  switch (optimizer.type) {
    case 'adam':
      return { learning_rate, beta_1: optimizer.beta1, beta_2: optimizer.beta2, epsilon: optimizer.epsilon };
    case 'sgd':
      return { learning_rate, ...momentum(optimizer.momentum), nesterov: optimizer.nesterov };
    case 'rmsprop':
      return { learning_rate, rho: optimizer.rho, ...momentum(optimizer.momentum), epsilon: optimizer.epsilon };
  }
}

/** Left out at 0, Keras's default: JSON does not tell 0.0 from 0, and Keras refuses a momentum that is an integer. */
const momentum = (value: number): { readonly momentum?: number } => (value === 0 ? {} : { momentum: value });

/**
 * The weights whose shapes the optimizer's own variables have, in Keras's order (after the step count and the learning rate).
 * @param weights the trainable ones, in the order of `model.trainable_variables`
 */
export function optimizerSlots(optimizer: Optimizer, weights: readonly TrainedWeight[]): readonly TrainedWeight[] {
  switch (optimizer.type) {
    case 'adam':
      // The mean and the squared mean of a weight stand side by side.
      return weights.flatMap(weight => [weight, weight]);
    case 'sgd':
      return optimizer.momentum === 0 ? [] : weights;
    case 'rmsprop':
      return optimizer.momentum === 0 ? weights : [...weights, ...weights];
  }
}
