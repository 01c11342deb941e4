import {
  type Augmentation,
  type AugmentationOf,
  type AugmentationType,
  isMixing,
  type MixingAugmentation,
} from '../../data/augmentations/augmentations';
import { quoted } from '../names';

const RGB = 3;
/** Those that change each picture by itself. */
type OwnType = Exclude<AugmentationType, MixingAugmentation['type']>;

/** The call that does an augmentation to the pictures in `x`; none where it changes nothing. */
const calls: {
  readonly [Type in OwnType]: (settings: AugmentationOf[Type], channels: number) => readonly string[];
} = {
  flip: ({ mode }) => [
    ...(mode === 'vertical' ? [] : ['flip(x, 2)']),
    ...(mode === 'horizontal' ? [] : ['flip(x, 1)']),
  ],
  rotation: ({ degrees, fill }) => [`rotate(x, ${degrees}, ${quoted(fill)})`],
  translation: ({ height, width, fill }) => [`translate(x, ${height}, ${width}, ${quoted(fill)})`],
  zoom: ({ factor, fill }) => [`zoom(x, ${factor}, ${quoted(fill)})`],
  shear: ({ degrees, fill }) => [`shear(x, ${degrees}, ${quoted(fill)})`],
  crop: ({ smallest }) => [`crop(x, ${smallest})`],
  brightness: ({ factor }) => [`brighten(x, ${factor})`],
  contrast: ({ factor }) => [`contrast(x, ${factor})`],
  saturation: ({ factor }, channels) => (channels === RGB ? [`saturate(x, ${factor})`] : []),
  hue: ({ degrees }, channels) => (channels === RGB ? [`turnHue(x, ${degrees})`] : []),
  noise: ({ deviation }) => [`addNoise(x, ${deviation})`],
  blur: ({ sigma, probability }) => [`blur(x, ${sigma}, ${probability})`],
  cutout: ({ size, probability }) => [`cover(x, ${size}, ${probability})`],
};

const callsOf = <Type extends OwnType>(
  settings: AugmentationOf[Type] & Augmentation & { readonly type: Type },
  channels: number,
): readonly string[] => calls[settings.type](settings, channels);

/** @param channels of the pictures: 1 or 3 */
export const augmentationCalls = (settings: Augmentation, channels: number): readonly string[] =>
  isMixing(settings) ? [] : callsOf(settings, channels);
