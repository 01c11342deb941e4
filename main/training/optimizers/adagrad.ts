import type { Optimizer } from '#shared/training/optimizers';
import type { OptimizerRule } from './define';

/**
 * Duchi, Hazan and Singer, "Adaptive subgradient methods", JMLR 12, 2011, in Keras's form: epsilon stands under the root.
 * TensorFlow's op for it adds epsilon to the root instead, so there is no fused form.
 */
export const adagrad = ({
  initialAccumulatorValue,
  epsilon,
}: Extract<Optimizer, { type: 'adagrad' }>): OptimizerRule => ({
  slots: { accumulator: initialAccumulatorValue },
  rate: (_step, learningRate) => learningRate,
  update:
    (tf, { rate }) =>
    (weight, gradient, [sum]) => {
      if (!sum) throw new Error('Adagrad needs its accumulator.');
      const accumulator = tf.add(sum, tf.square(gradient));
      const move = tf.div(tf.mul(gradient, rate), tf.sqrt(tf.add(accumulator, epsilon)));
      return [tf.sub(weight, move), accumulator];
    },
});
