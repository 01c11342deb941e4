import { elementCount } from '#shared/graph/shape';
import { type LossName, lossSpec } from '#shared/training/losses';
import type { Head, Model, ModelWeight } from '../model/model';
import { weightPenalty } from '../model/penalty';
import type { Scalar, Tensor, TensorFlow } from '../model/tensorflow';
import { type Goal, hasAccuracy } from './goals';
import { lossRules } from './losses/losses';

/**
 * What a batch's values at one output are worth. Call all inside `tf.tidy`; `last` is the output before its head, batch axis
 * first, and `targets` are as the goal says.
 */
export interface OutputObjective {
  /** The mean loss over the batch. */
  loss(last: Tensor, targets: Tensor): Scalar;
  /** The loss of each sample, [n], not weighted by class. */
  sampleLosses(last: Tensor, targets: Tensor): Tensor;
  /** How many samples are right, float32. */
  correct(last: Tensor, targets: Tensor): Scalar;
  /**
   * Of each sample whether it is right, float32 [n]: the largest output's class, or the second where the one output is above the
   * threshold; of mixed samples, the class that has the largest share. Of a class map the share of its pixels; of numbers all 0.
   */
  hits(last: Tensor, targets: Tensor): Tensor;
}

/** What a whole network's values are worth. */
export interface Objective {
  readonly goals: readonly Goal[];
  /** In their order. */
  readonly outputs: readonly OutputObjective[];
  /** What the weights add to the loss; `null` where none has a regularizer. */
  penalty(): Scalar | null;
  /**
   * The sum of the losses, each times its weight, with what the weights add and the mean of what the layers' outputs add; how many samples are right, 0 unless `hasAccuracy`;
   * and what `measuresOf` names.
   */
  measure(forward: Forward, targets: readonly Tensor[]): Measured;
}

/** What a forward pass gives: the outputs before their heads, and what the layers' outputs add to the loss of each sample, [n]. */
export type Forward = ReturnType<Model['forwardWithActivity']>;

export interface Measured {
  readonly loss: Scalar;
  readonly correct: Scalar;
  readonly further: Scalar[];
}

/** What the one output of a network must pass for a yes: scores have two signs, all else is from 0 to 1. */
export const decisionThreshold = (loss: LossName, head: Head): number =>
  head === null && lossSpec(loss).outputs === 'scores' ? 0 : 0.5;

/**
 * Keras's losses with its `sum_over_batch_size`. An output that ends with softmax or sigmoid is judged by its logits,
 * which loses no precision; one that doesn't, by its values, clipped, as Keras does it.
 */
export function createOutputObjective(
  tf: TensorFlow,
  name: LossName,
  head: Head,
  { target = 'class', weightOfClass }: Partial<Pick<Goal, 'target' | 'weightOfClass'>> = {},
): OutputObjective {
  const rule = lossRules[name](tf, head);
  // Not tf.gather: tfjs reads its indices, which a recording cannot.
  const weightOf = (labels: Tensor, weights: Float32Array) =>
    tf.sum(tf.mul(tf.oneHot(classesOf(tf, labels), weights.length, 1, 0, 'float32'), tf.tensor1d(weights)), -1);
  /** Of rows, [n, width]. */
  const rowHits = (last: Tensor, targets: Tensor): Tensor => {
    const labels = classesOf(tf, targets);
    if (last.shape[1] === 1) {
      // A sigmoid passes one half where its input passes 0.
      const threshold = head === 'sigmoid' ? 0 : decisionThreshold(name, head);
      const predicted = tf.cast(tf.greater(tf.reshape(last, [-1]), threshold), 'int32');
      return tf.cast(tf.equal(predicted, labels), 'float32');
    }
    return tf.cast(tf.equal(tf.argMax(last, 1), labels), 'float32');
  };
  /** Rows of what is judged together: a pixel's classes, or a sample's numbers. */
  const rowsOf = ({ shape }: Tensor): [number, number] =>
    target === 'class-map'
      ? [elementCount(shape.slice(0, -1)), shape.at(-1) ?? 1]
      : [shape[0] ?? 0, elementCount(shape.slice(1))];
  const byRow = (of: (rows: Tensor, targets: Tensor) => Tensor) => (last: Tensor, targets: Tensor) => {
    if (target === 'class') return of(last, targets);
    const rows = rowsOf(last);
    const judged = of(tf.reshape(last, rows), tf.reshape(targets, target === 'class-map' ? [-1] : rows));
    return target === 'class-map' ? tf.mean(tf.reshape(judged, [last.shape[0] ?? 0, -1]), -1) : judged;
  };
  const sampleLosses = byRow(rule);
  const hits = target === 'numbers' ? (last: Tensor, t: Tensor) => noneOf(tf, sampleLosses(last, t)) : byRow(rowHits);
  return {
    sampleLosses,
    hits,
    loss(last, targets) {
      const values = sampleLosses(last, targets);
      return tf.mean<Scalar>(weightOfClass ? tf.mul(values, weightOf(targets, weightOfClass)) : values);
    },
    correct: (last, targets) => tf.sum(hits(last, targets)),
  };
}

/** Class numbers; of mixed samples that of the largest share, as Keras has it for `categorical_accuracy` and `class_weight`. */
function classesOf(tf: TensorFlow, labels: Tensor): Tensor {
  if (labels.dtype !== 'float32') return labels;
  if (labels.shape[1] === 1) return tf.cast(tf.greater(tf.reshape(labels, [-1]), 0.5), 'int32');
  return tf.cast(tf.argMax(labels, 1), 'int32');
}

/** Zeros in the shape of a tensor, by an op: a recording cannot give back what was not computed in it. */
const noneOf = <T extends Tensor>(tf: TensorFlow, tensor: T): T => tf.cast<T>(tf.less(tensor, tensor), 'float32');

/** @param trained the weights that are trained: the loss includes what their regularizers say */
export function createObjective(
  tf: TensorFlow,
  { ends }: Pick<Model, 'ends'>,
  goals: readonly Goal[],
  trained: readonly ModelWeight[],
): Objective {
  const outputs = ends.flatMap(({ head }, i) => {
    const goal = goals[i];
    return goal ? createOutputObjective(tf, goal.loss, head, goal) : [];
  });
  const penalty = () => weightPenalty(tf, trained);
  /** What weights and the layers' outputs add. */
  const added = (activity: Tensor | null): Scalar[] =>
    [penalty(), activity && tf.mean<Scalar>(activity)].flatMap(part => part ?? []);
  return {
    goals,
    outputs,
    penalty,
    measure({ last, activity }, targets) {
      const further: Scalar[] = [];
      const parts: Scalar[] = [];
      let correct: Scalar | undefined;
      for (const [i, output] of outputs.entries()) {
        const [goal, own, target] = [goals[i], last[i], targets[i]];
        if (!goal || !own || !target) throw new Error(`Output ${i} has no goal, no value or no target.`);
        const loss = output.loss(own, target);
        const hits = goal.target === 'numbers' ? [] : [output.correct(own, target)];
        parts.push(goal.weight === 1 ? loss : tf.mul(loss, goal.weight));
        further.push(loss, ...hits);
        if (hasAccuracy(goals)) correct = hits[0];
      }
      const [first, ...others] = [...parts, ...added(activity)];
      if (!first) throw new Error('There is no output.');
      const loss = others.reduce<Scalar>((sum, part) => tf.add(sum, part), first);
      return { loss, correct: correct ?? noneOf(tf, loss), further: outputs.length > 1 ? further : [] };
    },
  };
}
