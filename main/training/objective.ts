import { type LossName, lossSpec } from '#shared/training/losses';
import type { Head, ModelWeight } from '../model/model';
import { weightPenalty } from '../model/penalty';
import type { Scalar, Tensor, TensorFlow } from '../model/tensorflow';
import { lossRules } from './losses/losses';

/**
 * What a batch's outputs are worth. Call all inside `tf.tidy`; `last` is the network's output before its head, [n, classes] or
 * [n, 1], and `labels` are class numbers, int32 [n].
 */
export interface Objective {
  /** The mean loss over the batch, and what the weights add to it. */
  loss(last: Tensor, labels: Tensor): Scalar;
  /** The loss of each sample, [n], without what the weights add, nor weighted by class. */
  sampleLosses(last: Tensor, labels: Tensor): Tensor;
  /** What the weights add to the loss; `null` where none has a regularizer. */
  penalty(): Scalar | null;
  /** How many samples are right, float32. */
  correct(last: Tensor, labels: Tensor): Scalar;
  /** Of each sample whether it is right, float32 [n]: the largest output's class, or the second where the one output is above the threshold. */
  hits(last: Tensor, labels: Tensor): Tensor;
}

interface ObjectiveOptions {
  /**
   * How much a sample of each class counts, as Keras's `class_weight`: the sum of the weighted losses is still divided by the
   * number of samples.
   */
  readonly weightOfClass?: Float32Array | undefined;
  /** The weights that are trained: the loss includes what their regularizers say. */
  readonly trained?: readonly ModelWeight[];
}

/** What the one output of a network must pass for a yes: scores have two signs, all else is from 0 to 1. */
export const decisionThreshold = (loss: LossName, head: Head): number =>
  head === null && lossSpec(loss).outputs === 'scores' ? 0 : 0.5;

/**
 * Keras's losses with its `sum_over_batch_size`. A network that ends with softmax or sigmoid is judged by its logits,
 * which loses no precision; one that doesn't, by its outputs, clipped, as Keras does it.
 */
export function createObjective(
  tf: TensorFlow,
  name: LossName,
  head: Head,
  { weightOfClass, trained = [] }: ObjectiveOptions = {},
): Objective {
  const sampleLosses = lossRules[name](tf, head);
  // Not tf.gather: tfjs reads its indices, which a recording cannot.
  const weightOf = (labels: Tensor, weights: Float32Array) =>
    tf.sum(tf.mul(tf.oneHot(labels, weights.length, 1, 0, 'float32'), tf.tensor1d(weights)), -1);
  const hits = (last: Tensor, labels: Tensor): Tensor => {
    if (last.shape[1] === 1) {
      // A sigmoid passes one half where its input passes 0.
      const threshold = head === 'sigmoid' ? 0 : decisionThreshold(name, head);
      const predicted = tf.cast(tf.greater(tf.reshape(last, [-1]), threshold), 'int32');
      return tf.cast(tf.equal(predicted, labels), 'float32');
    }
    return tf.cast(tf.equal(tf.argMax(last, 1), labels), 'float32');
  };
  const penalty = () => weightPenalty(tf, trained);
  return {
    sampleLosses,
    penalty,
    hits,
    loss(last, labels) {
      const values = sampleLosses(last, labels);
      const mean = tf.mean<Scalar>(weightOfClass ? tf.mul(values, weightOf(labels, weightOfClass)) : values);
      const added = penalty();
      return added ? tf.add(mean, added) : mean;
    },
    correct: (last, labels) => tf.sum(hits(last, labels)),
  };
}
