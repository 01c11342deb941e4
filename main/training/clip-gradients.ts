import type { TrainingSettings } from '#shared/training/settings';
import type { Tensor, TensorFlow } from '../model/tensorflow';

type Clipping = Pick<TrainingSettings, 'gradientClipping' | 'clippingThreshold'>;

/**
 * Gradients kept small, as Keras's `global_clipnorm` and `clipvalue` do it. Call it inside `tf.tidy`.
 * @returns in the order given
 */
export function clipGradients(
  tf: TensorFlow,
  { gradientClipping, clippingThreshold: most }: Clipping,
  gradients: readonly Tensor[],
): readonly Tensor[] {
  if (gradientClipping === 'none' || gradients.length === 0) return gradients;
  if (gradientClipping === 'value') return gradients.map(gradient => tf.clipByValue(gradient, -most, most));
  const norm = tf.sqrt(tf.addN(gradients.map(gradient => tf.sum(tf.square(gradient)))));
  // Divided before the smaller is taken, so that gradients that are all 0 stay 0.
  const scale = tf.mul(tf.minimum(tf.div(1, norm), 1 / most), most);
  return gradients.map(gradient => tf.mul(gradient, scale));
}
