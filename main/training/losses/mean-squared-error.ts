import { applyHead } from '../../model/model';
import { type LossRule, rows } from './define';

/** (y - t)², the mean over the outputs. */
export const meanSquaredError: LossRule = (tf, head) => (last, labels) =>
  tf.mean(tf.squaredDifference(applyHead(tf, head, last), rows(tf, labels, last)), -1);
