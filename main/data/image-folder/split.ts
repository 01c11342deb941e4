import { hashSeeds } from '../../random/random';

/** How many of a class are kept for validation: at least one where there are two or more, and never all. */
export const validationCount = (count: number, share: number): number =>
  count < 2 ? 0 : Math.min(count - 1, Math.max(1, Math.round(count * share)));

/**
 * Splits each class in the same proportion. A picture's place follows from its name and the seed alone, so that others that
 * come or go leave most pictures where they were.
 * @returns the positions in `pictures`, each in its old order
 */
export function stratifiedSplit(
  pictures: readonly { readonly file: string; readonly classIndex: number }[],
  share: number,
  seed: number,
): { readonly training: number[]; readonly validation: number[] } {
  const ofClass = new Map<number, { readonly position: number; readonly draw: number }[]>();
  for (const [position, { file, classIndex }] of pictures.entries()) {
    const members = ofClass.get(classIndex) ?? [];
    // The same picture is drawn alike on all systems.
    members.push({ position, draw: hashSeeds([seed, file.replaceAll('\\', '/')]) });
    ofClass.set(classIndex, members);
  }
  const chosen = new Set<number>();
  for (const members of ofClass.values()) {
    members.sort((a, b) => a.draw - b.draw || a.position - b.position);
    for (const { position } of members.slice(0, validationCount(members.length, share))) chosen.add(position);
  }
  const positions = pictures.map((_, position) => position);
  return {
    training: positions.filter(position => !chosen.has(position)),
    validation: positions.filter(position => chosen.has(position)),
  };
}
