import type { AugmentationOf, SampleAugmentation } from '../../data/augmentations/augmentations';
import type { Fill } from '../../data/augmentations/define';
import { call, type Expression, type Item } from '../expression';
import { quoted } from '../names';
import { float } from './values';

/** A layer of Keras that does the same, or why there is none, as a sentence. */
type Translated = { readonly layer: Expression; readonly but?: string } | { readonly missing: string };

/** Pictures are from 0 to 1 where they are augmented. */
const UNIT: Item = { key: 'value_range=', value: '(0, 1)' };
const filled = (fill: Fill): Item[] => (fill === 'reflect' ? [] : [{ key: 'fill_mode=', value: quoted(fill) }]);
const pair = (low: number, high: number): string => `(${rounded(low)}, ${rounded(high)})`;
const rounded = (value: number): string => float(Number(value.toFixed(6)));
const colourOnly = (name: string) => ({ missing: `${name} changes nothing in grey pictures.` });

const translations: {
  readonly [Type in SampleAugmentation['type']]: (settings: AugmentationOf[Type], channels: number) => Translated;
} = {
  flip: ({ mode }) => ({
    layer: call('layers.RandomFlip', quoted(mode === 'both' ? 'horizontal_and_vertical' : mode)),
  }),
  rotation: ({ degrees, fill }) => ({ layer: call('layers.RandomRotation', rounded(degrees / 360), ...filled(fill)) }),
  translation: ({ height, width, fill }) => ({
    layer: call('layers.RandomTranslation', rounded(height), rounded(width), ...filled(fill)),
  }),
  zoom: ({ factor, fill }) => ({ layer: call('layers.RandomZoom', rounded(factor), ...filled(fill)) }),
  shear: ({ degrees, fill }) => {
    const factor = Math.tan((degrees * Math.PI) / 180);
    const layer = call(
      'layers.RandomShear',
      { key: 'x_factor=', value: rounded(Math.min(1, factor)) },
      ...filled(fill),
    );
    return factor > 1 ? { layer, but: 'Keras shears by 45° at most.' } : { layer };
  },
  crop: ({ smallest }) => ({
    missing: `Crop (at least ${smallest} of height and width, at any place) is left out: Keras has no layer for it.`,
  }),
  brightness: ({ factor }) => ({ layer: call('layers.RandomBrightness', rounded(factor), UNIT) }),
  contrast: ({ factor }) => ({ layer: call('layers.RandomContrast', rounded(factor), UNIT) }),
  // Keras's factor of 0.5 changes nothing, f stands for f / (1 - f) times the saturation.
  saturation: ({ factor }, channels) =>
    channels === 1
      ? colourOnly('Saturation')
      : {
          layer: call('layers.RandomSaturation', pair((1 - factor) / (2 - factor), (1 + factor) / (2 + factor)), UNIT),
        },
  hue: ({ degrees }, channels) =>
    channels === 1 ? colourOnly('Hue') : { layer: call('layers.RandomHue', rounded(degrees / 180), UNIT) },
  noise: ({ deviation }) => ({
    layer: call('layers.GaussianNoise', rounded(deviation)),
    but: 'Noise always has the largest deviation here; Keras does not draw it anew for each picture.',
  }),
  blur: ({ sigma, probability }) => ({
    layer: call(
      'layers.RandomGaussianBlur',
      rounded(probability),
      { key: 'kernel_size=', value: `${2 * Math.max(1, Math.ceil(3 * sigma)) + 1}` },
      { key: 'sigma=', value: pair(0, Math.max(sigma, 1e-6)) },
      UNIT,
    ),
  }),
  cutout: ({ size, probability }) => ({
    layer: call(
      'layers.RandomErasing',
      rounded(probability),
      { key: 'scale=', value: pair(size * size, size * size) },
      { key: 'fill_value=', value: '0.0' },
      UNIT,
    ),
  }),
};

/** @param channels of the pictures: 1 or 3 */
export const kerasAugmentation = <Type extends SampleAugmentation['type']>(
  settings: AugmentationOf[Type] & SampleAugmentation & { readonly type: Type },
  channels: number,
): Translated => translations[settings.type](settings, channels);
