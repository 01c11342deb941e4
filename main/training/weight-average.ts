import type { WeightAverage } from '#shared/training/callbacks';
import type { ModelWeight } from '../model/model';
import type { Scalar, Tensor, TensorFlow } from '../model/tensorflow';
import type { NamedTensor } from '../model/trained-model';

/**
 * The exponential moving average of the trained weights, by the formulas of Keras's optimizers: after every step
 * `average = momentum · average + (1 − momentum) · weight`, where the first step takes the weight as it is. What is not trained,
 * such as a batch normalization's moving mean, is not averaged. Among a checkpoint's slots it is `weight/average`.
 */
export const averageName = (weight: Pick<ModelWeight, 'name'>): string => `${weight.name}/average`;

/** @param step from 1 */
export const averageMomentum = ({ momentum }: WeightAverage, step: number): number => (step === 1 ? 0 : momentum);

/** Whether the average takes the place of the weights after a step. @param step from 1 */
export const overwrites = ({ overwriteFrequency }: WeightAverage, step: number): boolean =>
  overwriteFrequency > 0 && step % overwriteFrequency === 0;

/** The average after a step. Call it inside `tf.tidy`. @param weight its value after the step */
export const nextAverage = (tf: TensorFlow, average: Tensor, weight: Tensor, momentum: Scalar): Tensor =>
  tf.add(tf.mul(momentum, average), tf.mul(tf.sub(1, momentum), weight));

/** What a network predicts with: of each weight its average where the slots hold one, or else the weight itself. */
export function averagedWeights(weights: readonly NamedTensor[], slots: readonly NamedTensor[]): NamedTensor[] {
  const byName = new Map(slots.map(slot => [slot.name, slot]));
  return weights.map(weight => ({ ...weight, values: (byName.get(averageName(weight)) ?? weight).values }));
}
