import { applyHead } from '../../model/model';
import { EPSILON, type LossRule, rows } from './define';

/** Kullback and Leibler, 1951: Σ t·log(t / p), both kept above 0. */
export const klDivergence: LossRule = (tf, head) => (last, labels) => {
  const p = tf.clipByValue(applyHead(tf, head, last), EPSILON, 1);
  const t = tf.clipByValue(rows(tf, labels, last), EPSILON, 1);
  return tf.sum(tf.mul(t, tf.sub(tf.log(t), tf.log(p))), -1);
};
