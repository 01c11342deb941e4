import { rawOps } from '../../model/raw-ops';
import { clipped, type LossRule, withGradient } from './define';

/** -log of the label's probability. */
export const sparseCategoricalCrossentropy: LossRule = (tf, head) => {
  const ofLogits = withGradient(tf, rawOps(tf).sparseSoftmaxCrossEntropy);
  return (last, labels) => ofLogits(head ? last : tf.log(clipped(tf, last)), labels);
};
