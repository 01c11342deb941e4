import type { Preprocessing } from '#shared/data/preprocessing/preprocessing';
import { augment } from '../augment/augment';
import { type Picture, valueAt } from '../augment/picture';
import { resized } from '../augment/sample';
import type { Draw } from '../define';
import type { Recipe } from './job';

/** Samples that are fed as the dataset gives them. */
export const plainRecipe = (shape: readonly number[]): Recipe => ({
  ...{ shape, size: { fit: 'keep' }, channels: 'keep', scaling: 'unit', normalization: null, augmentations: [] },
});

export const isPlain = ({ size, channels, scaling, normalization, augmentations }: Recipe, draw?: Draw): boolean =>
  size.fit === 'keep' &&
  channels === 'keep' &&
  scaling === 'unit' &&
  normalization === null &&
  (draw === undefined || augmentations.length === 0);

/** Of a sample as the network is fed with it. */
export function outputShape({ shape, size, channels }: Pick<Recipe, 'shape' | 'size' | 'channels'>): readonly number[] {
  const [height, width, own] = shape;
  if (height === undefined || width === undefined || own === undefined || shape.length !== 3) return shape;
  const [newHeight, newWidth] = size.fit === 'keep' ? [height, width] : [size.height, size.width];
  return [newHeight, newWidth, channels === 'keep' ? own : channels === 'rgb' ? 3 : 1];
}

/** Follows the recipe for one sample. @param index its number in the split; @param draw augments it */
export function prepareSample(recipe: Recipe, values: Float32Array, index: number, draw?: Draw): Float32Array {
  const { shape, augmentations } = recipe;
  const [height, width, channels] = shape;
  let prepared = values;
  if (height !== undefined && width !== undefined && channels !== undefined && shape.length === 3) {
    const sized = toSize(toChannels({ height, width, channels, values }, recipe.channels), recipe.size);
    prepared = (draw ? augment(sized, augmentations, index, draw) : sized).values;
  }
  return scaled(recipe, prepared, outputShape(recipe).at(-1) ?? 1);
}

/** ITU-R BT.601, as `tf.image.rgb_to_grayscale`. */
const LUMINANCE = [0.2989, 0.587, 0.114] as const;

function toChannels(picture: Picture, wanted: Preprocessing['channels']): Picture {
  const { values, channels } = picture;
  const pixels = values.length / channels;
  if (wanted === 'grayscale' && channels === 3) {
    const [red, green, blue] = LUMINANCE;
    const grey = new Float32Array(pixels);
    for (let i = 0; i < pixels; i++) {
      grey[i] = red * valueAt(values, 3 * i) + green * valueAt(values, 3 * i + 1) + blue * valueAt(values, 3 * i + 2);
    }
    return { ...picture, channels: 1, values: grey };
  }
  if (wanted === 'rgb' && channels === 1) {
    const rgb = new Float32Array(3 * pixels);
    for (let i = 0; i < pixels; i++) rgb.fill(valueAt(values, i), 3 * i, 3 * i + 3);
    return { ...picture, channels: 3, values: rgb };
  }
  return picture;
}

function toSize(picture: Picture, size: Preprocessing['size']): Picture {
  if (size.fit === 'keep') return picture;
  const { height, width } = size;
  if (size.fit === 'resize') return resized(picture, height, width);
  const scales = [height / picture.height, width / picture.width];
  const scale = size.fit === 'crop' ? Math.max(...scales) : Math.min(...scales);
  const ofHeight = height / scale;
  const ofWidth = width / scale;
  const part = { top: (picture.height - ofHeight) / 2, left: (picture.width - ofWidth) / 2, ofHeight, ofWidth };
  return resized(picture, height, width, part, size.fit === 'pad' ? 'constant' : 'nearest');
}

const BLACK_AND_WHITE = { unit: [0, 1], symmetric: [-1, 1], bytes: [0, 255] } as const;

function scaled({ scaling, normalization }: Recipe, values: Float32Array, channels: number): Float32Array {
  if (scaling === 'unit' && !normalization) return values;
  const [black, white] = BLACK_AND_WHITE[scaling];
  const range = white - black;
  // One number stands for all channels.
  const of = (numbers: readonly number[] = [], channel: number, none: number) =>
    numbers[numbers.length === 1 ? 0 : channel] ?? none;
  const fed = new Float32Array(values.length);
  for (let channel = 0; channel < channels; channel++) {
    const mean = of(normalization?.mean, channel, 0);
    const deviation = of(normalization?.deviation, channel, 1);
    for (let at = channel; at < fed.length; at += channels) {
      fed[at] = (black + range * valueAt(values, at) - mean) / deviation;
    }
  }
  return fed;
}
