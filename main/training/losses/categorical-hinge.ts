import { applyHead } from '../../model/model';
import { type LossRule, rows, withGradient } from './define';

/** max(n - p + 1, 0), with p the label's output and n the largest other one, or 0 where that is larger. */
export const categoricalHinge: LossRule = (tf, head) => {
  const margin = withGradient(tf, (outputs, t) => {
    const others = tf.mul(tf.sub(1, t), outputs);
    const largest = tf.max(others, -1, true);
    const loss = tf.add(tf.sub(largest, tf.sum(tf.mul(t, outputs), -1, true)), 1);
    // Outputs that are the largest together share its gradient, as TensorFlow's own maximum has it.
    const isLargest = tf.cast(tf.equal(others, largest), 'float32');
    const share = tf.mul(tf.sub(1, t), tf.div(isLargest, tf.sum(isLargest, -1, true)));
    const counts = tf.cast(tf.greaterEqual(loss, 0), 'float32');
    return [tf.squeeze(tf.maximum(loss, 0), [-1]), tf.mul(counts, tf.sub(share, t))];
  });
  return (last, labels) => margin(applyHead(tf, head, last), rows(tf, labels, last));
};
