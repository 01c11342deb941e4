import { z } from 'zod';
import { blur } from './blur';
import { brightness } from './brightness';
import { contrast } from './contrast';
import { crop } from './crop';
import { cutmix } from './cutmix';
import { cutout } from './cutout';
import { flip } from './flip';
import { hue } from './hue';
import { mixup } from './mixup';
import { noise } from './noise';
import { rotation } from './rotation';
import { saturation } from './saturation';
import { shear } from './shear';
import { translation } from './translation';
import { zoom } from './zoom';

const others = {
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
} as const;

/** Those that make one sample of several of a batch. */
const mixing = { mixup, cutmix } as const;

/** Every augmentation by its type, in the order in which people are shown them. A new one is one file and one line here. */
export const augmentations = { flip, ...others, ...mixing } as const;

export type AugmentationType = keyof typeof augmentations;
// Object.keys does not say which keys they are.
export const AUGMENTATION_TYPES = Object.keys(augmentations) as readonly AugmentationType[];

/** One way in which training samples are varied. */
export const Augmentation = z.discriminatedUnion('type', [
  flip.settings,
  ...Object.values({ ...others, ...mixing }).map(({ settings }) => settings),
]);
export type AugmentationOf = {
  readonly [Type in AugmentationType]: z.output<(typeof augmentations)[Type]['settings']>;
};
export type Augmentation = AugmentationOf[AugmentationType];

type MixingType = keyof typeof mixing;
/** One that mixes samples of a batch, with what is learned of them. */
export type MixingAugmentation = AugmentationOf[MixingType];
/** One that varies each sample by itself. */
export type SampleAugmentation = AugmentationOf[Exclude<AugmentationType, MixingType>];

export const isMixing = (augmentation: Augmentation): augmentation is MixingAugmentation =>
  Object.hasOwn(mixing, augmentation.type);
