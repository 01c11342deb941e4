import type { Tensor, TensorFlow } from '../../model/tensorflow';

/** One weight's next value and slots, from its value, gradient and slots. All of one shape; computed value by value. */
export type Update = (weight: Tensor, gradient: Tensor, slots: readonly Tensor[]) => readonly [Tensor, ...Tensor[]];

/** An optimizer by Keras's formulas. */
export interface OptimizerRule {
  /** What it remembers of each weight, by Keras's names; all start at 0. */
  readonly slots: readonly string[];
  /**
   * How the weights move in one step. Call what it gives inside `tf.tidy`.
   * @param step from 1
   */
  update(tf: TensorFlow, step: number, learningRate: number): Update;
}
