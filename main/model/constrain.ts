import { type Constraint, isConstrained } from '#shared/layers/constraints';
import type { ModelWeight } from './model';
import type { Tfjs } from './own-layers/own-layer';
import type { Tensor, TensorFlow } from './tensorflow';

/** Keras's `epsilon()`: keeps a norm of 0 from dividing. */
const EPSILON = 1e-7;

/**
 * Brings weights to what they are held to, by Keras's formulas: as the last thing of a training step, after the optimizer and the
 * averages. Each is assigned its new value.
 * @param weights those that are trained: what is frozen stays as it is
 */
export function constrainWeights(tf: TensorFlow, weights: readonly ModelWeight[]): void {
  for (const { constraint, variable } of weights) {
    if (!constraint || !isConstrained(constraint)) continue;
    const next = tf.tidy(() => constrained(tf, constraint, variable));
    variable.assign(next);
    next.dispose();
  }
}

/** Whether there is a constraint to meet. */
export const isHeld = ({ constraint }: Pick<ModelWeight, 'constraint'>): boolean =>
  constraint !== undefined && isConstrained(constraint);

/** A weight as its constraint has it. Call it inside `tf.tidy`. */
export function constrained(tf: Tfjs, constraint: Constraint, weight: Tensor): Tensor {
  if (constraint.type === 'none') return weight;
  if (constraint.type === 'non_neg') return tf.relu(weight);
  const norms = tf.sqrt(tf.sum(tf.square(weight), [...constraint.axis], true));
  const divisor = tf.add(norms, EPSILON);
  switch (constraint.type) {
    case 'unit_norm':
      return tf.div(weight, divisor);
    case 'max_norm':
      return tf.mul(weight, tf.div(tf.clipByValue(norms, 0, constraint.maxValue), divisor));
    case 'min_max_norm': {
      const { minValue, maxValue, rate } = constraint;
      const desired = tf.add(tf.mul(tf.clipByValue(norms, minValue, maxValue), rate), tf.mul(norms, 1 - rate));
      return tf.mul(weight, tf.div(desired, divisor));
    }
  }
}
