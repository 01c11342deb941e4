import type { Optimizer } from '#shared/training/optimizers';
import type { OptimizerRule } from './define';

/** Hinton's RMSprop (Coursera lecture 6e, 2012) in Keras's form: epsilon stands under the root. */
export const rmsprop = ({ rho, momentum, epsilon }: Extract<Optimizer, { type: 'rmsprop' }>): OptimizerRule => ({
  slots: momentum === 0 ? { velocity: 0 } : { velocity: 0, momentum: 0 },
  rate: (_step, learningRate) => learningRate,
  update:
    (tf, { rate }) =>
    (weight, gradient, [v, m]) => {
      if (!v) throw new Error('RMSprop needs its velocity.');
      const velocity = tf.add(tf.mul(v, rho), tf.mul(tf.square(gradient), 1 - rho));
      const move = tf.div(tf.mul(gradient, rate), tf.sqrt(tf.add(velocity, epsilon)));
      if (!m) return [tf.sub(weight, move), velocity];
      const moved = tf.add(tf.mul(m, momentum), move);
      return [tf.sub(weight, moved), velocity, moved];
    },
  // TensorFlow's op keeps a momentum in any case, which Keras does not where it is 0.
  fused:
    momentum === 0
      ? undefined
      : [
          {
            op: 'ResourceApplyRMSProp',
            attrs: { T: { type: 1 }, use_locking: { bool: false } },
            inputs: (tf, { rate }, gradient) => [
              rate,
              tf.scalar(rho),
              tf.scalar(momentum),
              tf.scalar(epsilon),
              gradient,
            ],
          },
        ],
});
