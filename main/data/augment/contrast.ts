import type { AugmentationOf } from '#shared/data/augmentations/augmentations';
import { type Augment, factor as drawFactor } from './define';
import { clip, mapValues, type Picture, valueAt } from './picture';

/** Each value's distance from its channel's mean, so many times: `tf.image.adjust_contrast`, clipped. */
export function adjustContrast(picture: Picture, times: number): Picture {
  const { channels, values } = picture;
  const sums = new Float64Array(channels);
  for (let i = 0; i < values.length; i++) sums[i % channels] = (sums[i % channels] ?? 0) + valueAt(values, i);
  const means = sums.map(sum => (sum * channels) / Math.max(1, values.length));
  return mapValues(picture, (value, at) => {
    const mean = means[at % channels] ?? 0;
    return clip(mean + times * (value - mean));
  });
}

export const contrast: Augment<AugmentationOf['contrast']> = (picture, { factor }, random) =>
  adjustContrast(picture, drawFactor(random, factor));
