import { rawOps } from '../../model/raw-ops';
import { categoricalCrossentropy } from './categorical-crossentropy';
import { clipped, type LossRule, withGradient } from './define';

/** -log of the label's probability. */
export const sparseCategoricalCrossentropy: LossRule = (tf, head) => {
  // Classes that were mixed are shares of each: then it is the cross-entropy of rows.
  const ofShares = categoricalCrossentropy(tf, head);
  const ofLogits = withGradient(tf, rawOps(tf).sparseSoftmaxCrossEntropy);
  return (last, labels) =>
    labels.dtype === 'float32' ? ofShares(last, labels) : ofLogits(head ? last : tf.log(clipped(tf, last)), labels);
};
