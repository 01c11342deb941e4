import type { Optimizer } from '#shared/training/optimizers';
import type { OptimizerRule } from './define';

/** Kingma and Ba, "Adam", 2015 (arXiv:1412.6980), in Keras's form: both bias corrections go into the rate. */
export const adam = ({ beta1, beta2, epsilon }: Extract<Optimizer, { type: 'adam' }>): OptimizerRule => ({
  slots: ['momentum', 'velocity'],
  update(tf, step, learningRate) {
    const rate = (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
    return (weight, gradient, [m, v]) => {
      if (!m || !v) throw new Error('Adam needs two slots.');
      const momentum = tf.add(m, tf.mul(tf.sub(gradient, m), 1 - beta1));
      const velocity = tf.add(v, tf.mul(tf.sub(tf.square(gradient), v), 1 - beta2));
      const move = tf.div(tf.mul(momentum, rate), tf.add(tf.sqrt(velocity), epsilon));
      return [tf.sub(weight, move), momentum, velocity];
    };
  },
});
