import { err, ok, type Result } from '#shared/result';
import { stratifiedSplit } from '../image-folder/split';
import type { Parts } from './samples';

/** Which part a sample belongs to, by its own data. */
export type Part = 'training' | 'validation';

const NAMES: ReadonlyMap<string, Part> = new Map([
  ...['train', 'training'].map(name => [name, 'training'] as const),
  ...['val', 'valid', 'validation', 'dev', 'test', 'testing'].map(name => [name, 'validation'] as const),
]);

/** The part that a word such as `train`, `val` or `test` names. */
export const partNamed = (word: string): Part | undefined => NAMES.get(word.trim().toLowerCase());

/**
 * The samples to train on and to validate: as the data say themselves, or else each class in the same proportion, by the seed.
 * The error is a sentence.
 * @param given the part of each sample, where the data say it
 */
export function partsOf(
  labels: Int32Array,
  classes: readonly string[],
  given: readonly Part[] | null,
  { validationShare, seed }: { readonly validationShare: number; readonly seed: number },
): Result<Parts, string> {
  const samples = Array.from(labels, (classIndex, index) => ({ file: String(index), classIndex }));
  const positions = (part: Part) => samples.flatMap((_, index) => (given?.[index] === part ? [index] : []));
  const parts = given
    ? { training: positions('training'), validation: positions('validation') }
    : stratifiedSplit(samples, validationShare, seed);
  const learnt = new Set(parts.training.map(position => labels[position]));
  const missing = classes.find((_, index) => !learnt.has(index));
  if (missing !== undefined) return err(`the class "${missing}" has samples to validate, and none to train on`);
  if (parts.validation.length === 0) {
    return err(`nothing is left for validation: ${labels.length} samples in ${classes.length} classes are too few`);
  }
  return ok(parts);
}
