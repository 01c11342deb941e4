import type { Optimizer } from '#shared/training/optimizers';
import type { OptimizerRule } from './define';

type Settings = Pick<Extract<Optimizer, { type: 'adam' }>, 'beta1' | 'beta2' | 'epsilon'>;

/** Kingma and Ba, "Adam", 2015 (arXiv:1412.6980), in Keras's form: both bias corrections go into the rate. */
export const adam = ({ beta1, beta2, epsilon }: Settings) =>
  ({
    slots: { momentum: 0, velocity: 0 },
    rate: (step, learningRate) => (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step),
    update:
      (tf, { rate }) =>
      (weight, gradient, [m, v]) => {
        if (!m || !v) throw new Error('Adam needs two slots.');
        const momentum = tf.add(m, tf.mul(tf.sub(gradient, m), 1 - beta1));
        const velocity = tf.add(v, tf.mul(tf.sub(tf.square(gradient), v), 1 - beta2));
        const move = tf.div(tf.mul(momentum, rate), tf.add(tf.sqrt(velocity), epsilon));
        return [tf.sub(weight, move), momentum, velocity];
      },
    fused: [
      {
        op: 'ResourceApplyAdam',
        attrs: { T: { type: 1 }, use_locking: { bool: false }, use_nesterov: { bool: false } },
        // The op would correct the bias by the powers of beta; the rate is corrected already, so both powers are 0.
        inputs: (tf, { rate }, gradient) => [
          tf.scalar(0),
          tf.scalar(0),
          rate,
          tf.scalar(beta1),
          tf.scalar(beta2),
          tf.scalar(epsilon),
          gradient,
        ],
      },
    ],
  }) satisfies OptimizerRule;
