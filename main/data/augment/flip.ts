import type { AugmentationOf } from '#shared/data/augmentations/augmentations';
import type { Augment } from './define';
import { type Picture, valueAt } from './picture';

/** Swaps left and right. */
export function flipHorizontal(picture: Picture): Picture {
  const { width, channels, values } = picture;
  const flipped = new Float32Array(values.length);
  const line = width * channels;
  let to = 0;
  for (let start = 0; start < values.length; start += line) {
    for (let from = start + line - channels; from >= start; from -= channels) {
      for (let channel = 0; channel < channels; channel++) flipped[to++] = valueAt(values, from + channel);
    }
  }
  return { ...picture, values: flipped };
}

/** Swaps top and bottom. */
export function flipVertical(picture: Picture): Picture {
  const { height, width, channels, values } = picture;
  const flipped = new Float32Array(values.length);
  const line = width * channels;
  for (let row = 0; row < height; row++) {
    flipped.set(values.subarray(row * line, (row + 1) * line), (height - 1 - row) * line);
  }
  return { ...picture, values: flipped };
}

export const flip: Augment<AugmentationOf['flip']> = (picture, { mode }, random) => {
  const across = mode !== 'vertical' && random.uniform() < 0.5;
  const over = mode !== 'horizontal' && random.uniform() < 0.5;
  const flipped = across ? flipHorizontal(picture) : picture;
  return over ? flipVertical(flipped) : flipped;
};
