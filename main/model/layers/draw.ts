import type { Tensor } from '../tensorflow';
import type { LayerKit } from './kit';

/** Where the randomness of a layer starts in a step: int32 [2]. */
export function stepSeed(
  { tf }: Pick<LayerKit, 'tf'>,
  layerSeed: number,
  step: Tensor | undefined,
  layer: string,
): Tensor {
  if (!step) throw new Error(`Layer ${layer} in a training step needs the number of the step.`);
  return tf.stack([tf.scalar(layerSeed, 'int32'), step]);
}

/** Dropout's factors: 0 for the part `rate` of them, and for the others what keeps the sum as it is. @param seed int32 [2] */
export function dropoutMask({ tf, ops }: LayerKit, shape: readonly number[], rate: number, seed: Tensor): Tensor {
  const kept = tf.cast(tf.greaterEqual(ops.statelessUniform(shape, seed), rate), 'float32');
  return tf.mul(kept, 1 / (1 - rate));
}
