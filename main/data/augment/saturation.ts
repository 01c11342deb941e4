import type { AugmentationOf } from '#shared/data/augmentations/augmentations';
import { mapColours } from './colour';
import { type Augment, factor as drawFactor } from './define';
import { clip, type Picture } from './picture';

/** `tf.image.adjust_saturation`: 0 makes a picture grey, 1 leaves it. */
export const adjustSaturation = (picture: Picture, times: number): Picture =>
  mapColours(picture, colour => {
    colour.saturation = clip(colour.saturation * times);
  });

export const saturation: Augment<AugmentationOf['saturation']> = (picture, { factor }, random) =>
  adjustSaturation(picture, drawFactor(random, factor));
