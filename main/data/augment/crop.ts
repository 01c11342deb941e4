import type { AugmentationOf } from '#shared/data/augmentations/augmentations';
import type { Augment } from './define';
import { resized } from './sample';

export const crop: Augment<AugmentationOf['crop']> = (picture, { smallest }, random) => {
  const share = smallest + (1 - smallest) * random.uniform();
  const ofHeight = share * picture.height;
  const ofWidth = share * picture.width;
  const top = random.uniform() * (picture.height - ofHeight);
  const left = random.uniform() * (picture.width - ofWidth);
  return resized(picture, picture.height, picture.width, { top, left, ofHeight, ofWidth });
};
