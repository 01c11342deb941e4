import type { Optimizer } from '#shared/training/optimizers';
import type { FusedUpdate, OptimizerRule } from './define';

type Sgd = Extract<Optimizer, { type: 'sgd' }>;

/** Plain gradient descent, with momentum where it is not 0 and Nesterov's look ahead where asked for, in Keras's form. */
export const sgd = (settings: Sgd): OptimizerRule => ({
  slots: settings.momentum === 0 ? {} : { momentum: 0 },
  rate: (_step, learningRate) => learningRate,
  update:
    (tf, { rate }) =>
    (weight, gradient, [m]) => {
      const downhill = tf.mul(gradient, rate);
      if (!m) return [tf.sub(weight, downhill)];
      const moved = tf.sub(tf.mul(m, settings.momentum), downhill);
      const move = settings.nesterov ? tf.sub(tf.mul(moved, settings.momentum), downhill) : moved;
      return [tf.add(weight, move), moved];
    },
  fused: [fused(settings)],
});

const fused = ({ momentum, nesterov }: Sgd): FusedUpdate =>
  momentum === 0
    ? {
        op: 'ResourceApplyGradientDescent',
        attrs: { T: { type: 1 }, use_locking: { bool: false } },
        inputs: (_tf, { rate }, gradient) => [rate, gradient],
      }
    : {
        op: 'ResourceApplyKerasMomentum',
        attrs: { T: { type: 1 }, use_locking: { bool: false }, use_nesterov: { bool: nesterov } },
        inputs: (tf, { rate }, gradient) => [rate, gradient, tf.scalar(momentum)],
      };
