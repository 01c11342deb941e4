import type { Optimizer } from '#shared/training/optimizers';
import { adam } from './adam';
import type { OptimizerRule } from './define';

/** Loshchilov and Hutter, "Decoupled weight decay regularization", 2019 (arXiv:1711.05101): weights shrink, then Adam moves them. */
export function adamw({ weightDecay, ...settings }: Extract<Optimizer, { type: 'adamw' }>): OptimizerRule {
  const { slots, rate, update, fused } = adam(settings);
  return {
    slots,
    rate,
    update: (tf, rates) => {
      const move = update(tf, rates);
      return (weight, gradient, slots) =>
        move(tf.sub(weight, tf.mul(tf.mul(weight, weightDecay), rates.learningRate)), gradient, slots);
    },
    fused: [
      {
        op: 'AssignSubVariableOp',
        attrs: { dtype: { type: 1 } },
        weightOnly: true,
        inputs: (tf, { learningRate }, _gradient, weight) => [tf.mul(tf.mul(weight, weightDecay), learningRate)],
      },
      ...fused,
    ],
  };
}
