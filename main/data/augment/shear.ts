import type { AugmentationOf } from '#shared/data/augmentations/augmentations';
import type { Fill } from '#shared/data/augmentations/define';
import { type Augment, either } from './define';
import type { Picture } from './picture';
import { aboutMiddle, sampleAffine } from './sample';

/** Slants a picture about its middle: what stood upright leans by the angle. */
export const slant = (picture: Picture, degrees: number, fill: Fill): Picture =>
  sampleAffine(picture, aboutMiddle(picture, [1, 0, Math.tan((degrees * Math.PI) / 180), 1]), fill);

export const shear: Augment<AugmentationOf['shear']> = (picture, { degrees, fill }, random) =>
  slant(picture, either(random, degrees), fill);
