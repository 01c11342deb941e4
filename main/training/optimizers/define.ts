import type { Attr } from '../../compiled/graph-def';
import type { Scalar, Tensor, TensorFlow } from '../../model/tensorflow';

/** One weight's next value and slots, from its value, gradient and slots. All of one shape; computed value by value. */
export type Update = (weight: Tensor, gradient: Tensor, slots: readonly Tensor[]) => readonly [Tensor, ...Tensor[]];

/** The numbers that differ from step to step. */
export interface Rates {
  readonly learningRate: Scalar;
  /** The learning rate as `OptimizerRule.rate` gives it. */
  readonly rate: Scalar;
}

/** TensorFlow's own op for a move, which changes a weight and its slots in place in one pass over memory. */
export interface FusedUpdate {
  readonly op: string;
  readonly attrs: Readonly<Record<string, Attr>>;
  /** For an op that changes the weight and takes no slots. */
  readonly weightOnly?: true;
  /** What follows the weight and its slots among the op's inputs. `weight` is its value before the step. */
  inputs(tf: TensorFlow, rates: Rates, gradient: Tensor, weight: Tensor): readonly Tensor[];
}

/** An optimizer by Keras's formulas. */
export interface OptimizerRule {
  /** What it remembers of each weight, by Keras's names, and the value that all of it starts at. */
  readonly slots: Readonly<Record<string, number>>;
  /**
   * What the number of the step makes of the learning rate.
   * @param step from 1
   */
  rate(step: number, learningRate: number): number;
  /** How the weights move in one step. Call what it gives inside `tf.tidy`. */
  update(tf: TensorFlow, rates: Rates): Update;
  /** The same by TensorFlow's own ops, one after the other. Absent where it has none with exactly this formula. */
  readonly fused?: readonly FusedUpdate[];
}
