import type { AugmentationOf } from '#shared/data/augmentations/augmentations';
import { mapColours } from './colour';
import { type Augment, either } from './define';
import type { Picture } from './picture';

/** `tf.image.adjust_hue`, by an angle. */
export const adjustHue = (picture: Picture, degrees: number): Picture => {
  const turned = (((degrees / 360) % 1) + 1) % 1;
  return mapColours(picture, colour => {
    colour.hue = (colour.hue + turned) % 1;
  });
};

export const hue: Augment<AugmentationOf['hue']> = (picture, { degrees }, random) =>
  adjustHue(picture, either(random, degrees));
