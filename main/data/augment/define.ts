import type { Random } from '../../random/random';
import type { Picture } from './picture';

/** Does an augmentation with what it draws. The picture that comes in is left as it is. */
export type Augment<Settings> = (picture: Picture, settings: Settings, random: Random) => Picture;

/** Uniform between -most and most. */
export const either = (random: Random, most: number): number => most * (2 * random.uniform() - 1);

/** A factor between 1 - most and 1 + most. */
export const factor = (random: Random, most: number): number => 1 + either(random, most);
