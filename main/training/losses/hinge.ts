import { applyHead } from '../../model/model';
import { type LossRule, rows } from './define';

/** max(1 - t·y, 0) for labels t of -1 and 1. */
export const hinge: LossRule = (tf, head) => (last, labels) => {
  const signs = tf.sub(tf.mul(rows(tf, labels, last), 2), 1);
  return tf.mean(tf.maximum(tf.sub(1, tf.mul(signs, applyHead(tf, head, last))), 0), -1);
};
