import { applyHead } from '../../model/model';
import { type LossRule, rows, withGradient } from './define';

/** |y - t|, the mean over the outputs. */
export const meanAbsoluteError: LossRule = (tf, head) => {
  const distance = withGradient(tf, (outputs, targets) => {
    const error = tf.sub(outputs, targets);
    return [tf.abs(error), tf.sign(error)];
  });
  return (last, labels) => tf.mean(distance(applyHead(tf, head, last), rows(tf, labels, last)), -1);
};
