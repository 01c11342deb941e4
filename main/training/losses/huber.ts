import { applyHead } from '../../model/model';
import { type LossRule, rows, withGradient } from './define';

/** Keras's default delta, where the parabola becomes a line. */
const DELTA = 1;

/** Huber, "Robust estimation of a location parameter", 1964: e²/2 up to delta, then delta·(|e| - delta/2). */
export const huber: LossRule = (tf, head) => {
  const distance = withGradient(tf, (outputs, targets) => {
    const error = tf.sub(outputs, targets);
    const size = tf.abs(error);
    const parabola = tf.mul(tf.square(error), 0.5);
    const line = tf.mul(tf.sub(size, DELTA / 2), DELTA);
    return [tf.where(tf.lessEqual(size, DELTA), parabola, line), tf.clipByValue(error, -DELTA, DELTA)];
  });
  return (last, labels) => tf.mean(distance(applyHead(tf, head, last), rows(tf, labels, last)), -1);
};
