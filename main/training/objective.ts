import { type LossName, lossSpec } from '#shared/training/losses';
import type { Head } from '../model/model';
import type { Scalar, Tensor, TensorFlow } from '../model/tensorflow';
import { lossRules } from './losses/losses';

/** What a batch's outputs are worth. */
export interface Objective {
  /**
   * The mean loss over the batch. Call it inside `tf.tidy`.
   * @param last the network's output before its head, [n, classes] or [n, 1]
   * @param labels class numbers, int32 [n]
   */
  loss(last: Tensor, labels: Tensor): Scalar;
  /** How many samples are right, float32: the largest output's class, or the second where the one output is above the threshold. */
  correct(last: Tensor, labels: Tensor): Scalar;
}

/** What the one output of a network must pass for a yes: scores have two signs, all else is from 0 to 1. */
export const decisionThreshold = (loss: LossName, head: Head): number =>
  head === null && lossSpec(loss).outputs === 'scores' ? 0 : 0.5;

/**
 * Keras's losses with its `sum_over_batch_size`. A network that ends with softmax or sigmoid is judged by its logits,
 * which loses no precision; one that doesn't, by its outputs, clipped, as Keras does it.
 * @param weightOfClass how much a sample of each class counts, as Keras's `class_weight`: the sum of the weighted losses is
 * still divided by the number of samples
 */
export function createObjective(tf: TensorFlow, name: LossName, head: Head, weightOfClass?: Float32Array): Objective {
  const sampleLosses = lossRules[name](tf, head);
  // Not tf.gather: tfjs reads its indices, which a recording cannot.
  const weightOf = (labels: Tensor, weights: Float32Array) =>
    tf.sum(tf.mul(tf.oneHot(labels, weights.length, 1, 0, 'float32'), tf.tensor1d(weights)), -1);
  return {
    loss(last, labels) {
      const values = sampleLosses(last, labels);
      return tf.mean(weightOfClass ? tf.mul(values, weightOf(labels, weightOfClass)) : values);
    },
    correct(last, labels) {
      if (last.shape[1] === 1) {
        // A sigmoid passes one half where its input passes 0.
        const threshold = head === 'sigmoid' ? 0 : decisionThreshold(name, head);
        const predicted = tf.cast(tf.greater(tf.reshape(last, [-1]), threshold), 'int32');
        return tf.sum(tf.cast(tf.equal(predicted, labels), 'float32'));
      }
      return tf.sum(tf.cast(tf.equal(tf.argMax(last, 1), labels), 'float32'));
    },
  };
}
