import type { Attr } from '../../compiled/graph-def';
import type { Scalar, Tensor, TensorFlow } from '../../model/tensorflow';

/** One weight's next value and slots, from its value, gradient and slots. All of one shape; computed value by value. */
export type Update = (weight: Tensor, gradient: Tensor, slots: readonly Tensor[]) => readonly [Tensor, ...Tensor[]];

/** TensorFlow's own op for the same move, which changes a weight and its slots in place in one pass over memory. */
export interface FusedUpdate {
  readonly op: string;
  readonly attrs: Readonly<Record<string, Attr>>;
  /** What follows the weight and its slots among the op's inputs. */
  inputs(tf: TensorFlow, rate: Scalar, gradient: Tensor): readonly Tensor[];
}

/** An optimizer by Keras's formulas. */
export interface OptimizerRule {
  /** What it remembers of each weight, by Keras's names; all start at 0. */
  readonly slots: readonly string[];
  /**
   * The one number of the formula that differs from step to step.
   * @param step from 1
   */
  rate(step: number, learningRate: number): number;
  /** How the weights move in one step. Call what it gives inside `tf.tidy`. */
  update(tf: TensorFlow, rate: Scalar): Update;
  /** Absent where TensorFlow has no op for it. */
  readonly fused?: FusedUpdate;
}
