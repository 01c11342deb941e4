import { err, ok, type Result } from '#shared/result';

/** More are numbers to predict, or names of things, rather than classes. */
const MOST_CLASSES = 1000;

export interface Classes {
  /** Sorted: by number where all are numbers, or else by name. */
  readonly names: readonly string[];
  /** The class number of each label, in the order given. */
  readonly labels: Int32Array;
}

/**
 * The classes are the different values of the labels.
 * @param where what the labels are called in a message, such as `column "species"`
 */
export function classesOf(values: readonly string[], where: string): Result<Classes, string> {
  const different = new Set(values);
  const numbers = [...different].every(value => value !== '' && Number.isFinite(Number(value)));
  // 1 and 1.0 are one class.
  const nameOf = (value: string) => (numbers ? String(Number(value)) : value);
  const names = [...new Set([...different].map(nameOf))];
  if (numbers) names.sort((a, b) => Number(a) - Number(b));
  else names.sort();
  if (names.length > MOST_CLASSES) {
    const count = names.length.toLocaleString('en-US');
    return err(
      `${where} has ${count} different values, too many for classes: choose another one. Numbers to predict are not supported yet`,
    );
  }
  const [only = 'none'] = names;
  if (names.length < 2) return err(`${where} has only one class (${only}): at least two are needed to tell apart`);
  const numberOf = new Map(names.map((name, index) => [name, index]));
  return ok({ names, labels: Int32Array.from(values, value => numberOf.get(nameOf(value)) ?? 0) });
}
