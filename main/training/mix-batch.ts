import type { MixingAugmentation } from '#shared/data/augmentations/augmentations';
import { inPixels, type Mixture, mixturesOf } from '../data/augment/mixing';
import type { Draw } from '../data/define';
import type { Tensor, TensorFlow } from '../model/tensorflow';

/** What a project's batches are mixed by, and in which pictures. */
export interface Mixing {
  /** In order, each with its place in the project's list. */
  readonly steps: readonly { readonly settings: MixingAugmentation; readonly place: number }[];
  /** Height and width of the picture that CutMix cuts, which every tensor is mixed by. */
  readonly picture: readonly [height: number, width: number] | null;
}

/** The mixtures of every step, in order. @param indices of the batch's samples in their split */
export const mixingPlan = (
  { steps }: Mixing,
  indices: ArrayLike<number>,
  draw: Draw,
): readonly (readonly Mixture[])[] => steps.map(({ settings, place }) => mixturesOf(settings, place, indices, draw));

/**
 * A batch's tensor with its samples mixed: pictures of the cut size by the part that was cut, and everything else by the shares.
 * @param tensor float32, batch axis first
 * @returns a new tensor
 */
export const mixed = (
  tf: TensorFlow,
  tensor: Tensor,
  plan: readonly (readonly Mixture[])[],
  picture: Mixing['picture'],
): Tensor =>
  tf.tidy(() => plan.reduce<Tensor>((current, step) => mixOnce(tf, current, step, picture), tf.clone(tensor)));

function mixOnce(tf: TensorFlow, tensor: Tensor, step: readonly Mixture[], picture: Mixing['picture']): Tensor {
  const others = tf.gather(
    tensor,
    tf.tensor1d(
      Int32Array.from(step, ({ partner }) => partner),
      'int32',
    ),
  );
  const own = ownShares(tf, tensor, step, picture);
  // own·x + (1 - own)·y, exactly x where its share is 1.
  return tf.add(tf.mul(tensor, own), tf.mul(others, tf.sub(1, own)));
}

/** How much of itself each value keeps, in a shape that fits the tensor. */
function ownShares(tf: TensorFlow, { shape }: Tensor, step: readonly Mixture[], picture: Mixing['picture']): Tensor {
  const [height, width] = picture ?? [1, 1];
  if (picture && shape.length === 4 && shape[1] === height && shape[2] === width && step.some(({ part }) => part)) {
    const values = new Float32Array(step.length * height * width).fill(1);
    for (const [at, { part, partner }] of step.entries()) {
      if (!part || partner === at) continue;
      const { rows, columns } = inPixels(part, height, width);
      const start = at * height * width;
      for (let row = rows[0]; row < rows[1]; row++) {
        values.fill(0, start + row * width + columns[0], start + row * width + columns[1]);
      }
    }
    return tf.tensor(values, [step.length, height, width, 1]);
  }
  const shares = step.map(({ share, part }) => (part ? inPixels(part, height, width).left : share));
  return tf.tensor(Float32Array.from(shares), [step.length, ...shape.slice(1).map(() => 1)]);
}
