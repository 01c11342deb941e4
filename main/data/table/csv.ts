import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import { err, ok, type Result } from '#shared/result';
import { errorCode, fileProblem } from '../../files/file-problem';

/** A row of a CSV file, its cells without the spaces around them. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** The line of the file that the row ends in, from 1. */
  readonly line: number;
}

/** What a row that cannot be read has instead of cells. */
export interface BadRow {
  readonly line: number;
  readonly reason: string;
}

export const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t', bar: '|' } as const;
export type SeparatorName = keyof typeof SEPARATORS;

/** No row that a person made is as long, in characters: a quote that is never closed would otherwise swallow the file. */
const MOST_ROW = 2 ** 20;
/** Enough of a file to see how it is made, in bytes. */
const HEAD = 64 * 1024;

/** Each costs another reading of the file. */
const MOST_BROKEN = 50;

/** As Python's own reader does, quotes inside a cell that begins without one are taken as they are. */
const OPTIONS = {
  bom: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  trim: true,
} as const;

/**
 * The separator that gives most columns in the first lines, where all have as many.
 * @returns a comma where none does: a file of one column. The error is a sentence that names the file.
 */
export async function findSeparator(file: string): Promise<Result<string, string>> {
  const head = await readHead(file);
  if (!head.ok) return head;
  const { text } = head.value;
  const columns = (separator: string): number => {
    try {
      const rows = parseNow(text, { ...OPTIONS, delimiter: separator, to: 50 });
      const [first, ...others] = rows.map(row => row.length);
      return first !== undefined && others.filter(count => count !== first).length <= others.length / 10 ? first : 0;
    } catch (cause) {
      if (cause instanceof CsvError) return 0;
      throw cause;
    }
  };
  const ranked = Object.values(SEPARATORS).map(separator => ({ separator, columns: columns(separator) }));
  ranked.sort((a, b) => b.columns - a.columns);
  return ok(ranked[0] && ranked[0].columns > 1 ? ranked[0].separator : SEPARATORS.comma);
}

async function readHead(file: string): Promise<Result<{ text: string }, string>> {
  try {
    const handle = await open(file, 'r');
    try {
      const bytes = Buffer.alloc(HEAD);
      const { bytesRead } = await handle.read(bytes, 0, HEAD, 0);
      const text = bytes.toString('utf8', 0, bytesRead);
      if (text.includes('\0')) return err(`${file}: this is not a text file, so no CSV`);
      // The last line may be cut in two.
      return ok({ text: bytesRead < HEAD ? text : text.slice(0, text.lastIndexOf('\n') + 1) });
    } finally {
      await handle.close();
    }
  } catch (cause) {
    return err(fileProblem(cause, file).message);
  }
}

/**
 * The rows of a CSV file (RFC 4180: quotes around a cell, doubled inside it; UTF-8, with or without a byte order mark), in
 * order, as they are read. A line whose quotes are broken comes as a `BadRow`, and the reading goes on below it.
 * @throws system errors of reading the file
 */
export async function* csvRows(file: string, separator: string): AsyncGenerator<CsvRow | BadRow> {
  const place: Place = { byte: 0, line: 0 };
  for (let broken = 0; ; broken++) {
    try {
      yield* rowsFrom(file, separator, place);
      return;
    } catch (cause) {
      if (!(cause instanceof CsvError)) throw cause;
      place.line++;
      const rest = broken === MOST_BROKEN ? '; there are so many of these that what follows was not read' : '';
      yield { line: place.line, reason: `${wordsOf(cause)}${rest}` };
      if (rest !== '') return;
      place.byte = await behindLine(file, place.byte);
    }
  }
}

/** How far a file has been read: whole rows of bytes and lines. */
interface Place {
  byte: number;
  line: number;
}

async function behindLine(file: string, from: number): Promise<number> {
  let at = from;
  for await (const piece of createReadStream(file, { start: from }) as AsyncIterable<Buffer>) {
    const end = piece.indexOf('\n');
    if (end >= 0) return at + end + 1;
    at += piece.length;
  }
  return at;
}

/** Rows from a place on, which moves along. @throws CsvError, after which csv-parse cannot go on, and system errors */
async function* rowsFrom(file: string, separator: string, place: Place): AsyncGenerator<CsvRow> {
  const { byte: firstByte, line: firstLine } = place;
  // Not read from the parser itself, which forgets the rows it holds where one behind them is broken.
  const rows: CsvRow[] = [];
  let failure: Error | null = null;
  const parser = parse({
    ...OPTIONS,
    delimiter: separator,
    max_record_size: MOST_ROW,
    on_record: (cells: string[], { bytes, lines }) => {
      rows.push({ cells, line: firstLine + lines });
      place.byte = firstByte + bytes;
      place.line = firstLine + lines;
      return null;
    },
  });
  parser.on('error', cause => {
    failure = cause;
  });
  const closed = new Promise<void>(resolve => parser.once('close', resolve));
  parser.resume();
  for await (const piece of createReadStream(file, { start: firstByte })) {
    parser.write(piece);
    // An error of what was written is told in the next turn.
    await nextTurn();
    yield* rows.splice(0);
    if (failure) throw failure;
  }
  parser.end();
  await closed;
  yield* rows;
  if (failure) throw failure;
}

function wordsOf({ code }: CsvError): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return 'a quote is opened and never closed';
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE':
      return 'something stands behind a closing quote: double the quotes inside a cell';
    default:
      return 'the row breaks the rules of CSV';
  }
}

/** Whether reading has failed for a reason that a user can mend; the answer is a sentence that names the file. */
export const readingProblem = (cause: unknown, file: string): string => {
  if (errorCode(cause) === undefined) throw cause;
  return fileProblem(cause, file).message;
};
