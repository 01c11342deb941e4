import type { Regularizer } from '#shared/layers/regularizers';
import type { ModelWeight } from './model';
import type { Scalar, Tensor, TensorFlow } from './tensorflow';

/**
 * What weights add to the loss, by Keras's `L1L2`: `l1 · Σ|w| + l2 · Σw²` of each that has a regularizer. Call it inside `tf.tidy`.
 * @param weights those that are trained: what is frozen adds nothing
 * @returns `null` where none has one
 */
export function weightPenalty(tf: TensorFlow, weights: readonly ModelWeight[]): Scalar | null {
  const penalties = weights.flatMap(({ regularizer, variable }) =>
    regularizer && (regularizer.l1 > 0 || regularizer.l2 > 0) ? [penaltyOf(tf, regularizer)(variable)] : [],
  );
  return penalties.length === 0 ? null : tf.addN(penalties).asScalar();
}

/**
 * What the values of one tensor add to the loss of each sample, [n], as Keras's `activity_regularizer` does it: the mean over the
 * batch is what Keras adds. Call it inside `tf.tidy`.
 * @param values batch axis first
 */
export function activityPenalty(tf: TensorFlow, { l1, l2 }: Regularizer, values: Tensor): Tensor {
  // As below.
  const cost = tf.customGrad((x, save) => {
    if (!(x instanceof tf.Tensor) || typeof save !== 'function') throw new Error('Expected one tensor.');
    save([x]);
    return {
      value: tf.add(tf.mul(tf.abs(x), l1), tf.mul(tf.square(x), l2)),
      gradFunc: (dy: Tensor, [saved]: Tensor[]) => {
        if (!saved) throw new Error('The values are gone.');
        return tf.mul(dy, tf.add(tf.mul(tf.sign(saved), l1), tf.mul(saved, 2 * l2)));
      },
    };
  });
  return tf.sum(tf.reshape(cost(values), [values.shape[0] ?? 0, -1]), 1);
}

/** With a gradient of its own, since tfjs gives a weight of exactly 0 the slope -1 where TensorFlow has 0. */
const penaltyOf = (tf: TensorFlow, { l1, l2 }: Regularizer) =>
  tf.customGrad((w, save) => {
    if (!(w instanceof tf.Tensor) || typeof save !== 'function') throw new Error('Expected one weight.');
    save([w]);
    const absolute = () => tf.mul(tf.sum(tf.abs(w)), l1);
    const squared = () => tf.mul(tf.sum(tf.square(w)), l2);
    return {
      value: l2 === 0 ? absolute() : l1 === 0 ? squared() : tf.add(absolute(), squared()),
      gradFunc: (dy: Tensor, [saved]: Tensor[]) => {
        if (!saved) throw new Error('The weight is gone.');
        const sign = () => tf.mul(tf.sign(saved), l1);
        const slope = () => tf.mul(saved, 2 * l2);
        return tf.mul(dy, l2 === 0 ? sign() : l1 === 0 ? slope() : tf.add(sign(), slope()));
      },
    };
  });
