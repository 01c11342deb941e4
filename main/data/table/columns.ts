import { err, ok, type Result } from '#shared/result';

/** What stands for a value that is not known, in any case of letters. */
const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '?', '-']);
export const isMissing = (cell: string): boolean => MISSING.has(cell.toLowerCase());

/** A cell as a number, NaN where it is none. @param decimalComma as in `1,5`, which files with semicolons use */
export function numberIn(cell: string, decimalComma: boolean): number {
  if (cell === '') return Number.NaN;
  const value = Number(decimalComma ? cell.replace(',', '.') : cell);
  return Number.isFinite(value) ? value : Number.NaN;
}

export interface Header {
  readonly names: readonly string[];
  /** The rows below it. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * The names of the columns: the first row's cells, where it is a header, or else `column 1`, `column 2`, …
 * @param rows the first rows of the file @param isHeader judges the first row, where the user did not
 */
export function headerOf(
  rows: readonly (readonly string[])[],
  isHeader: (first: readonly string[], second: readonly string[]) => boolean,
): Header & { readonly found: boolean } {
  const [first = [], ...others] = rows;
  const found = isHeader(first, others[0] ?? []);
  const below = found ? others : rows;
  const count = Math.max(first.length, ...below.map(row => row.length));
  const names = Array.from({ length: count }, (_, i) => (found ? first[i] || `column ${i + 1}` : `column ${i + 1}`));
  return { names, rows: below, found };
}

/** A first row without any number, over one that has some, is a header. */
export const looksLikeHeader = (first: readonly string[], second: readonly string[]): boolean => {
  const numbers = (row: readonly string[]) => row.filter(cell => !Number.isNaN(numberIn(cell, true))).length;
  return numbers(first) === 0 && numbers(second) > 0;
};

/** The position of a column by its name, or by its number from 1. The error names the columns that are there. */
export function findColumn(names: readonly string[], wanted: string): Result<number, string> {
  const exact = names.indexOf(wanted);
  const found = exact >= 0 ? exact : names.findIndex(name => name.toLowerCase() === wanted.toLowerCase());
  if (found >= 0) return ok(found);
  const number = /^\d+$/.test(wanted) ? Number(wanted) : 0;
  if (number >= 1 && number <= names.length) return ok(number - 1);
  const known = names.slice(0, 20).map(name => `"${name}"`);
  return err(`there is no column "${wanted}"; there are ${known.join(', ')}${names.length > 20 ? ', …' : ''}`);
}

/** The columns in which most of the known values are numbers. */
export function numberColumns(
  { names, rows }: Header,
  decimalComma: boolean,
  except: readonly (number | undefined)[],
): readonly number[] {
  return names.flatMap((_, column) => {
    if (except.includes(column)) return [];
    const known = rows.map(row => row[column] ?? '').filter(cell => !isMissing(cell));
    const numbers = known.filter(cell => !Number.isNaN(numberIn(cell, decimalComma)));
    return numbers.length > 0 && numbers.length >= known.length / 2 ? [column] : [];
  });
}
