import type { AugmentationOf } from '#shared/data/augmentations/augmentations';
import type { Augment } from './define';
import type { Picture } from './picture';

/** Covers a rectangle of whole pixels with black; what of it lies outside does not matter. */
export function cover(picture: Picture, top: number, left: number, height: number, width: number): Picture {
  const values = picture.values.slice();
  const from = Math.max(0, left);
  const to = Math.min(picture.width, left + width);
  if (to <= from) return picture;
  for (let row = Math.max(0, top); row < Math.min(picture.height, top + height); row++) {
    const start = row * picture.width;
    values.fill(0, (start + from) * picture.channels, (start + to) * picture.channels);
  }
  return { ...picture, values };
}

export const cutout: Augment<AugmentationOf['cutout']> = (picture, { size, probability }, random) => {
  const height = Math.round(size * picture.height);
  const width = Math.round(size * picture.width);
  // Its middle lies anywhere in the picture, so that the edges are covered as often as the rest.
  const top = random.integer(picture.height) - (height >> 1);
  const left = random.integer(picture.width) - (width >> 1);
  return random.uniform() < probability ? cover(picture, top, left, height, width) : picture;
};
