import type { AugmentationOf } from '#shared/data/augmentations/augmentations';
import type { Fill } from '#shared/data/augmentations/define';
import { type Augment, either } from './define';
import type { Picture } from './picture';
import { sampleAffine } from './sample';

/** Moves a picture down and to the right, by pixels; a fraction of one blends neighbours. */
export const translate = (picture: Picture, down: number, right: number, fill: Fill): Picture =>
  sampleAffine(picture, [1, 0, -down, 0, 1, -right], fill);

export const translation: Augment<AugmentationOf['translation']> = (picture, { height, width, fill }, random) => {
  const down = either(random, height) * picture.height;
  return translate(picture, down, either(random, width) * picture.width, fill);
};
