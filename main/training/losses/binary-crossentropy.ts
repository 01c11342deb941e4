import { clipped, type LossRule, rows, withGradient } from './define';

/** -t·log p - (1 - t)·log(1 - p). */
export const binaryCrossentropy: LossRule = (tf, head) => {
  // max(x, 0) - x·t + log(1 + e^-|x|), which no x overflows; its gradient is sigmoid(x) - t.
  const ofLogits = withGradient(tf, (x, t) => [
    tf.add(tf.sub(tf.relu(x), tf.mul(x, t)), tf.log1p(tf.exp(tf.neg(tf.abs(x))))),
    tf.sub(tf.sigmoid(x), t),
  ]);
  return (last, labels) => {
    const targets = rows(tf, labels, last);
    if (head) return tf.mean(ofLogits(last, targets), -1);
    const p = clipped(tf, last);
    const yes = tf.mul(targets, tf.log(p));
    const no = tf.mul(tf.sub(1, targets), tf.log(tf.sub(1, p)));
    return tf.mean(tf.neg(tf.add(yes, no)), -1);
  };
};
