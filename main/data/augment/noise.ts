import type { AugmentationOf } from '#shared/data/augmentations/augmentations';
import type { Random } from '../../random/random';
import type { Augment } from './define';
import { clip, mapValues, type Picture } from './picture';

/** Adds normal noise to each value, and clips. */
export const addNoise = (picture: Picture, deviation: number, random: Random): Picture =>
  mapValues(picture, value => clip(value + deviation * random.normal()));

export const noise: Augment<AugmentationOf['noise']> = (picture, { deviation }, random) =>
  addNoise(picture, deviation * random.uniform(), random);
