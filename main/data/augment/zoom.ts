import type { AugmentationOf } from '#shared/data/augmentations/augmentations';
import type { Fill } from '#shared/data/augmentations/define';
import { type Augment, factor as drawFactor } from './define';
import type { Picture } from './picture';
import { aboutMiddle, sampleAffine } from './sample';

/** Makes what is seen so many times larger, about the middle. */
export const magnify = (picture: Picture, times: number, fill: Fill): Picture =>
  sampleAffine(picture, aboutMiddle(picture, [1 / times, 0, 0, 1 / times]), fill);

export const zoom: Augment<AugmentationOf['zoom']> = (picture, { factor, fill }, random) =>
  magnify(picture, drawFactor(random, factor), fill);
