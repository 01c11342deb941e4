import type { Head } from '../../model/model';
import type { Tensor, TensorFlow } from '../../model/tensorflow';

/**
 * The loss of each sample, [n].
 * @param last the network's output before its head, [n, classes] or [n, 1]
 * @param labels class numbers, int32 [n]; or what the outputs should be, float32 in their shape
 */
export type SampleLosses = (last: Tensor, labels: Tensor) => Tensor;

/** A loss by Keras's formula for a network with this head. Where there is one, cross-entropies are computed from logits. */
export type LossRule = (tf: TensorFlow, head: Head) => SampleLosses;

/** Keras clips probabilities to this distance from 0, and mostly from 1 too (its `backend.epsilon`). */
export const EPSILON = 1e-7;

export const clipped = (tf: TensorFlow, probabilities: Tensor): Tensor =>
  tf.clipByValue(probabilities, EPSILON, 1 - EPSILON);

/** Labels as float32 rows of the outputs' width: one-hot, or 0 and 1 where there is one output. Targets that are rows stay so. */
export function rows(tf: TensorFlow, labels: Tensor, { shape }: Tensor): Tensor {
  if (labels.dtype === 'float32') return labels;
  return classRows(tf, labels, shape[1] ?? 1);
}

/** Class numbers as float32 rows: one-hot, or 0 and 1 where the width is 1. */
export const classRows = (tf: TensorFlow, labels: Tensor, width: number): Tensor =>
  tf.tidy(() => {
    const encoded = width === 1 ? tf.reshape(labels, [-1, 1]) : tf.oneHot(tf.reshape(labels, [-1]), width);
    return tf.cast(encoded, 'float32');
  });

/**
 * A function of outputs and targets whose gradient by the outputs is computed along with it: in fewer ops, and as TensorFlow
 * does it where tfjs does not (at an error of 0, between equal outputs).
 * @param compute gives a value for each output or each row, and the gradient for each output
 */
export const withGradient =
  (tf: TensorFlow, compute: (outputs: Tensor, targets: Tensor) => readonly [value: Tensor, gradient: Tensor]) =>
  (outputs: Tensor, targets: Tensor): Tensor =>
    tf.customGrad((x, save) => {
      if (!(x instanceof tf.Tensor) || typeof save !== 'function') throw new Error('Expected one tensor.');
      const [value, gradient] = compute(x, targets);
      save([gradient]);
      return {
        value,
        gradFunc: (dy: Tensor, [saved]: Tensor[]) => {
          if (!saved) throw new Error('The saved gradient is gone.');
          return tf.mul(dy.rank < saved.rank ? tf.expandDims(dy, -1) : dy, saved);
        },
      };
    })(outputs);
