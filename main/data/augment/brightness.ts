import type { AugmentationOf } from '#shared/data/augmentations/augmentations';
import { type Augment, either } from './define';
import { clip, mapValues, type Picture } from './picture';

/** Adds to each value, and clips. */
export const brighten = (picture: Picture, added: number): Picture => mapValues(picture, value => clip(value + added));

export const brightness: Augment<AugmentationOf['brightness']> = (picture, { factor }, random) =>
  brighten(picture, either(random, factor));
