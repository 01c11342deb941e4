import type { MixingAugmentation } from '#shared/data/augmentations/augmentations';
import { drawBeta } from '../../random/beta';
import { createRandom, type Random } from '../../random/random';
import type { Draw } from '../define';

/** A rectangle of a picture, in shares of its sides. */
export interface Part {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** What one sample of a batch is mixed with. */
export interface Mixture {
  /** The other one's place in the batch; its own where it stays as it is. */
  readonly partner: number;
  /** How much of itself is left, 0 to 1. */
  readonly share: number;
  /** The part of the picture that the other one takes; absent where the two are laid over each other. */
  readonly part?: Part;
}

/**
 * How each sample of a batch is mixed with another one by one augmentation. What is drawn follows from the run's seed, the epoch,
 * the sample's number and the augmentation's place in the list alone; the partner is that place of the batch.
 * @param indices of the batch's samples in their split
 */
export const mixturesOf = (
  settings: MixingAugmentation,
  place: number,
  indices: ArrayLike<number>,
  { seed, epoch }: Draw,
): readonly Mixture[] =>
  Array.from(indices, (index, at) => {
    const random = createRandom(seed, 'augment', epoch, index, place, settings.type);
    const others = indices.length - 1;
    const happens = random.uniform() < settings.probability;
    if (others === 0 || !happens) return { partner: at, share: 1 };
    const partner = (at + 1 + random.integer(others)) % indices.length;
    const share = drawBeta(random, settings.alpha, settings.alpha);
    return settings.type === 'cutmix' ? { partner, ...cutOut(share, random) } : { partner, share };
  });

/** A rectangle of the share that the other one is to have, its middle anywhere; what lies outside does not count. */
function cutOut(share: number, random: Random): Pick<Mixture, 'share' | 'part'> {
  const half = Math.sqrt(1 - share) / 2;
  const [row, column] = [random.uniform(), random.uniform()];
  const inside = (place: number) => Math.min(1, Math.max(0, place));
  const [top, bottom] = [inside(row - half), inside(row + half)];
  const [left, right] = [inside(column - half), inside(column + half)];
  return { share, part: { top, left, bottom, right } };
}

/** A part in whole pixels of a picture, and the share of the picture that is left of it. */
export function inPixels(
  { top, left, bottom, right }: Part,
  height: number,
  width: number,
): { readonly rows: readonly [number, number]; readonly columns: readonly [number, number]; readonly left: number } {
  const rows = [Math.round(top * height), Math.round(bottom * height)] as const;
  const columns = [Math.round(left * width), Math.round(right * width)] as const;
  return { rows, columns, left: 1 - ((rows[1] - rows[0]) * (columns[1] - columns[0])) / (height * width) };
}
