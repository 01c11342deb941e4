import { err, ok, type Result } from '#shared/result';
import { type Header, headerOf, looksLikeHeader } from './columns';
import {
  type BadRow,
  type CsvRow,
  csvRows,
  findSeparator,
  readingProblem,
  SEPARATORS,
  type SeparatorName,
} from './csv';

/** What a file looks like is judged by so many of its first rows. */
const JUDGED = 500;

export interface CsvTable {
  readonly header: Header;
  /** Whether numbers may have a decimal comma. */
  readonly decimalComma: boolean;
  /** All rows below the header, once. @throws system errors of reading the file */
  rows(): AsyncGenerator<CsvRow | BadRow>;
}

interface Form {
  readonly separator: 'auto' | SeparatorName;
  readonly header: 'auto' | 'yes' | 'no';
}

/**
 * Opens a CSV file: its columns by its first rows, then all its rows. The error is a sentence that names the file.
 * @param judge whether the first row is a header, by the first two, where the user did not say
 */
export async function openCsv(file: string, form: Form, judge = looksLikeHeader): Promise<Result<CsvTable, string>> {
  const found = form.separator === 'auto' ? await findSeparator(file) : ok(SEPARATORS[form.separator]);
  if (!found.ok) return found;
  const reading = csvRows(file, found.value);
  const first: (CsvRow | BadRow)[] = [];
  try {
    while (first.length < JUDGED) {
      const next = await reading.next();
      if (next.done) break;
      first.push(next.value);
    }
  } catch (cause) {
    return err(readingProblem(cause, file));
  }
  const cells = first.flatMap(row => ('cells' in row ? [row.cells] : []));
  if (cells.length === 0) return err(`${file}: there are no rows in it`);
  const isHeader = form.header === 'auto' ? judge : () => form.header === 'yes';
  const header = headerOf(cells, isHeader);
  const top = header.found ? first.findIndex(row => 'cells' in row) : -1;
  async function* rows() {
    yield* first.filter((_, index) => index !== top);
    yield* reading;
  }
  return ok({ header, decimalComma: found.value === SEPARATORS.semicolon, rows });
}
