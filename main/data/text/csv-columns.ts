import { namedLabel } from '#shared/data/label-column';
import { err, ok, type Result } from '#shared/result';
import { findColumn, type Header, isMissing, numberColumns, looksLikeHeader as numbersBelow } from '../table/columns';
import type { TextCsvOptions } from './csv-options';
import type { TextProblem } from './texts';

const TEXT_NAME =
  /^(texts?|sentences?|reviews?|messages?|comments?|content|body|tweets?|posts?|title|headline|description|documents?|words?|names?)$/i;
const OTHER_NAME = /^(label|class|category|target|sentiment|topic|language|lang|spam|id|index|v1|v2|part|split|set)$/i;
/** So many words a cell are no name of a class any more. */
const MANY_WORDS = 3;

/** A first row of names that such a file usually has, or one without numbers over one with. */
export const looksLikeTextHeader = (first: readonly string[], second: readonly string[]): boolean =>
  first.some(cell => TEXT_NAME.test(cell) || OTHER_NAME.test(cell)) || numbersBelow(first, second);

const cellsOf = ({ rows }: Header, column: number): readonly string[] =>
  rows.map(row => row[column] ?? '').filter(cell => !isMissing(cell));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const words = (cell: string): number => cell.split(/\s+/).length;

/** The column whose cells are longest; `undefined` where all hold numbers. */
function longestColumn(header: Header, except: readonly number[]): number | undefined {
  const numbers = numberColumns(header, false, []);
  const lengths = header.names.flatMap((name, column) => {
    const cells = cellsOf(header, column);
    if (except.includes(column) || numbers.includes(column) || cells.length === 0) return [];
    // A name that says what it holds counts more than a long identifier.
    return [{ column, length: mean(cells.map(cell => cell.length)) + (TEXT_NAME.test(name) ? 20 : 0) }];
  });
  return lengths.sort((a, b) => b.length - a.length)[0]?.column;
}

/**
 * Whether a file is one of texts: a column of sentences, or one that is called so, and beside it nothing to learn from but numbers
 * that count its rows.
 */
export function holdsTexts(header: Header): boolean {
  const column = longestColumn(header, []);
  if (column === undefined || header.names.length < 2) return false;
  const isSentences = mean(cellsOf(header, column).map(words)) >= MANY_WORDS;
  if (!isSentences && !TEXT_NAME.test(header.names[column] ?? '')) return false;
  const label = labelColumn(header, [column]);
  const counting = header.names.flatMap((name, at) => (/^(id|index|no|nr|number|unnamed.*|)$/i.test(name) ? [at] : []));
  return numberColumns(header, false, [column, label, 0, ...counting]).length === 0;
}

/** The column of the classes: the one that is named like it, or the one with the fewest different values. */
function labelColumn(header: Header, taken: readonly number[]): number | undefined {
  const named = namedLabel(header.names, taken);
  if (named !== undefined) return named;
  const different = header.names.flatMap((_, column) => {
    const values = new Set(cellsOf(header, column)).size;
    return taken.includes(column) || values < 1 ? [] : [{ column, values }];
  });
  return different.sort((a, b) => a.values - b.values)[0]?.column;
}

export interface TextColumns {
  readonly text: number;
  readonly label: number;
  readonly part: number | undefined;
}

/** The columns that the options name, or those that look like it. */
export function chooseTextColumns(header: Header, options: TextCsvOptions): Result<TextColumns, TextProblem> {
  const find = (option: 'text' | 'label' | 'part'): Result<number | undefined, TextProblem> => {
    const wanted = options[option].trim();
    if (wanted === '') return ok(undefined);
    const found = findColumn(header.names, wanted);
    return found.ok ? found : err({ option, message: found.error });
  };
  const [part, givenText, givenLabel] = [find('part'), find('text'), find('label')];
  if (!part.ok) return part;
  if (!givenText.ok) return givenText;
  if (!givenLabel.ok) return givenLabel;
  const taken = [part.value, givenLabel.value].filter(column => column !== undefined);
  const text = givenText.value ?? longestColumn(header, taken);
  if (text === undefined)
    return err({ option: 'text', message: 'no column holds texts: set the separator or the column' });
  const label = givenLabel.value ?? labelColumn(header, [...taken, text]);
  if (label === undefined)
    return err({ option: 'label', message: 'there is no column with the classes beside the texts' });
  if (label === text)
    return err({ option: 'label', message: 'the texts themselves cannot be the classes: name another' });
  return ok({ text, label, part: part.value });
}
