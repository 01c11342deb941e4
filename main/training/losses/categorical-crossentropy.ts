import { rawOps } from '../../model/raw-ops';
import { clipped, type LossRule, rows, withGradient } from './define';

/** -Σ t·log p; outputs that don't sum to 1 are divided by their sum. */
export const categoricalCrossentropy: LossRule = (tf, head) => {
  const ofLogits = withGradient(tf, rawOps(tf).softmaxCrossEntropy);
  return (last, labels) => {
    const targets = rows(tf, labels, last);
    if (head) return ofLogits(last, targets);
    const probabilities = clipped(tf, tf.div(last, tf.sum(last, -1, true)));
    return tf.neg(tf.sum(tf.mul(targets, tf.log(probabilities)), -1));
  };
};
