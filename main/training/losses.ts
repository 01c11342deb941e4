import type { LossName } from '#shared/training/losses';
import type { Head } from '../model/model';
import { rawOps } from '../model/raw-ops';
import type { Scalar, Tensor, TensorFlow } from '../model/tensorflow';

/** What a batch's outputs are worth. */
export interface Objective {
  /**
   * The mean loss over the batch. Call it inside `tf.tidy`.
   * @param last the network's output before its head, [n, classes] or [n, 1]
   * @param labels class numbers, int32 [n]
   */
  loss(last: Tensor, labels: Tensor): Scalar;
  /** How many samples are right, float32: the largest output's class, or above one half where there is one output. */
  correct(last: Tensor, labels: Tensor): Scalar;
}

/** Keras clips probabilities to this distance from 0 and 1 (its `backend.epsilon`). */
const EPSILON = 1e-7;

/**
 * Keras's losses with its `sum_over_batch_size`. A network that ends with softmax or sigmoid is judged by its logits,
 * which loses no precision; one that doesn't, by its outputs, clipped, as Keras does it.
 */
export function createObjective(tf: TensorFlow, name: LossName, head: Head): Objective {
  const fromLogits = head !== null;
  return {
    loss: (last, labels) => tf.mean(sampleLosses(tf, name, fromLogits, head)(last, labels)),
    correct(last, labels) {
      if (last.shape[1] === 1) {
        const threshold = head === 'sigmoid' ? 0 : 0.5;
        const predicted = tf.cast(tf.greater(tf.reshape(last, [-1]), threshold), 'int32');
        return tf.sum(tf.cast(tf.equal(predicted, labels), 'float32'));
      }
      return tf.sum(tf.cast(tf.equal(tf.argMax(last, 1), labels), 'float32'));
    },
  };
}

type SampleLosses = (last: Tensor, labels: Tensor) => Tensor;

function sampleLosses(tf: TensorFlow, name: LossName, fromLogits: boolean, head: Head): SampleLosses {
  const clipped = (probabilities: Tensor) => tf.clipByValue(probabilities, EPSILON, 1 - EPSILON);
  const { sparse, oneHot, binary } = logitLosses(tf);
  switch (name) {
    case 'sparse_categorical_crossentropy':
      return (last, labels) => sparse(fromLogits ? last : tf.log(clipped(last)), labels);
    case 'categorical_crossentropy':
      return (last, labels) => {
        const targets = rows(tf, labels, last);
        if (fromLogits) return oneHot(last, targets);
        const probabilities = clipped(tf.div(last, tf.sum(last, -1, true)));
        return tf.neg(tf.sum(tf.mul(targets, tf.log(probabilities)), -1));
      };
    case 'binary_crossentropy':
      return (last, labels) => {
        const targets = rows(tf, labels, last);
        if (fromLogits) return binary(last, targets);
        const p = clipped(last);
        const yes = tf.mul(targets, tf.log(p));
        const no = tf.mul(tf.sub(1, targets), tf.log(tf.sub(1, p)));
        return tf.neg(tf.add(yes, no));
      };
    case 'mean_squared_error':
      return (last, labels) => {
        const outputs = head === 'softmax' ? tf.softmax(last) : head === 'sigmoid' ? tf.sigmoid(last) : last;
        return tf.squaredDifference(outputs, rows(tf, labels, last));
      };
  }
}

/** Labels as float32 rows of the outputs' width: one-hot, or 0 and 1 where there is one output. */
function rows(tf: TensorFlow, labels: Tensor, { shape }: Tensor): Tensor {
  const width = shape[1] ?? 1;
  const encoded = width === 1 ? tf.reshape(labels, [-1, 1]) : tf.oneHot(tf.reshape(labels, [-1]), width);
  return tf.cast(encoded, 'float32');
}

/** Cross-entropies of logits, with the gradient that TensorFlow computes along with them. */
function logitLosses(tf: TensorFlow) {
  const ops = rawOps(tf);
  const withGradient =
    (compute: (logits: Tensor, targets: Tensor) => readonly [loss: Tensor, gradient: Tensor]): SampleLosses =>
    (logits, targets) =>
      tf.customGrad((x, save) => {
        if (!(x instanceof tf.Tensor) || typeof save !== 'function') throw new Error('Expected logits.');
        const [value, gradient] = compute(x, targets);
        save([gradient]);
        return {
          value,
          gradFunc: (dy: Tensor, [saved]: Tensor[]) => {
            if (!saved) throw new Error('The saved gradient is gone.');
            return tf.mul(dy.rank < saved.rank ? tf.expandDims(dy, -1) : dy, saved);
          },
        };
      })(logits);
  return {
    sparse: withGradient(ops.sparseSoftmaxCrossEntropy),
    oneHot: withGradient(ops.softmaxCrossEntropy),
    /** max(x, 0) - x·z + log(1 + e^-|x|), which no x overflows; its gradient is sigmoid(x) - z. */
    binary: withGradient((x, z) => [
      tf.add(tf.sub(tf.relu(x), tf.mul(x, z)), tf.log1p(tf.exp(tf.neg(tf.abs(x))))),
      tf.sub(tf.sigmoid(x), z),
    ]),
  };
}
