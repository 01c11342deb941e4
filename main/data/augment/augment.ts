import type { AugmentationOf, SampleAugmentation } from '#shared/data/augmentations/augmentations';
import { createRandom } from '../../random/random';
import type { Draw } from '../define';
import { blur } from './blur';
import { brightness } from './brightness';
import { contrast } from './contrast';
import { crop } from './crop';
import { cutout } from './cutout';
import type { Augment } from './define';
import { flip } from './flip';
import { hue } from './hue';
import { noise } from './noise';
import type { Picture } from './picture';
import { rotation } from './rotation';
import { saturation } from './saturation';
import { shear } from './shear';
import { translation } from './translation';
import { zoom } from './zoom';

type SampleType = SampleAugmentation['type'];

const augmenters: { readonly [Type in SampleType]: Augment<AugmentationOf[Type]> } = {
  flip,
  rotation,
  translation,
  zoom,
  shear,
  crop,
  brightness,
  contrast,
  saturation,
  hue,
  noise,
  blur,
  cutout,
};

const augmentOne = <Type extends SampleType>(
  picture: Picture,
  settings: AugmentationOf[Type] & { readonly type: Type },
  ...seeds: readonly (number | string)[]
): Picture => augmenters[settings.type](picture, settings, createRandom(...seeds));

/**
 * Does the augmentations one after the other. What each draws follows from the run's seed, the epoch, the sample's index and its
 * own place in the list alone: on whatever thread, in whatever order, after a resume as before.
 */
export const augment = (
  picture: Picture,
  list: readonly SampleAugmentation[],
  index: number,
  { seed, epoch }: Draw,
): Picture =>
  list.reduce(
    (current, settings, place) => augmentOne(current, settings, seed, 'augment', epoch, index, place, settings.type),
    picture,
  );
