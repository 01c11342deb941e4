import type { Optimizer } from '#shared/training/optimizers';
import type { OptimizerRule } from './define';

/** Plain gradient descent, with momentum where it is not 0 and Nesterov's look ahead where asked for, in Keras's form. */
export const sgd = ({ momentum, nesterov }: Extract<Optimizer, { type: 'sgd' }>): OptimizerRule => ({
  slots: momentum === 0 ? [] : ['momentum'],
  update(tf, _step, learningRate) {
    return (weight, gradient, [m]) => {
      const downhill = tf.mul(gradient, learningRate);
      if (!m) return [tf.sub(weight, downhill)];
      const moved = tf.sub(tf.mul(m, momentum), downhill);
      const move = nesterov ? tf.sub(tf.mul(moved, momentum), downhill) : moved;
      return [tf.add(weight, move), moved];
    };
  },
});
