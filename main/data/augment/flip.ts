import type { AugmentationOf } from '#shared/data/augmentations/augmentations';
import type { Augment } from './define';
import { type Picture, rearrange } from './picture';

/** Swaps left and right. */
export const flipHorizontal = (picture: Picture): Picture =>
  rearrange(picture, (row, column) => [row, picture.width - 1 - column]);

/** Swaps top and bottom. */
export const flipVertical = (picture: Picture): Picture =>
  rearrange(picture, (row, column) => [picture.height - 1 - row, column]);

export const flip: Augment<AugmentationOf['flip']> = (picture, { mode }, random) => {
  const across = mode !== 'vertical' && random.uniform() < 0.5;
  const over = mode !== 'horizontal' && random.uniform() < 0.5;
  const flipped = across ? flipHorizontal(picture) : picture;
  return over ? flipVertical(flipped) : flipped;
};
