import type { AugmentationOf } from '#shared/data/augmentations/augmentations';
import type { Fill } from '#shared/data/augmentations/define';
import { type Augment, either } from './define';
import type { Picture } from './picture';
import { aboutMiddle, sampleAffine } from './sample';

/** So that quarter turns are exact: Math.cos(Math.PI / 2) is not quite 0. */
const snap = (value: number): number => Math.round(value * 1e12) / 1e12;

/** Turns a picture about its middle, counter-clockwise. */
export function rotate(picture: Picture, degrees: number, fill: Fill): Picture {
  const angle = (degrees * Math.PI) / 180;
  const cos = snap(Math.cos(angle));
  const sin = snap(Math.sin(angle));
  return sampleAffine(picture, aboutMiddle(picture, [cos, sin, -sin, cos]), fill);
}

export const rotation: Augment<AugmentationOf['rotation']> = (picture, { degrees, fill }, random) =>
  rotate(picture, either(random, degrees), fill);
