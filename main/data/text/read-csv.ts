import { basename } from 'node:path';
import type { SkippedFile } from '#shared/data/dataset';
import { err, ok, type Result } from '#shared/result';
import type { LoadContext } from '../define';
import { classesOf } from '../own-files/classes';
import { type Part, partNamed } from '../own-files/parts';
import { afterPieces } from '../own-files/reading';
import { wholePath } from '../own-files/whole-path';
import { isMissing } from '../table/columns';
import { readingProblem } from '../table/csv';
import { type CsvTable, openCsv } from '../table/rows';
import { chooseTextColumns, looksLikeTextHeader, type TextColumns } from './csv-columns';
import type { TextCsvOptions } from './csv-options';
import type { LabelledText, TextProblem, Texts } from './texts';

/** Characters that all texts together may have. */
const MOST_CHARACTERS = 2 ** 29;

/** Opens a CSV file of texts: its first row is a header by other signs than that of a table. */
export const openTextCsv = (file: string, form: Pick<TextCsvOptions, 'separator' | 'header'>) =>
  openCsv(file, form, looksLikeTextHeader);

/** Reads the texts of a CSV file; rows that cannot be used are listed. @throws ReadingStopped */
export async function readTextCsv(options: TextCsvOptions, context?: LoadContext): Promise<Result<Texts, TextProblem>> {
  const file = wholePath(options.file, 'choose a CSV file with one text and its class in each row');
  if (!file.ok) return err({ option: 'file', message: file.error });
  const opened = await openTextCsv(file.value, options);
  if (!opened.ok) return err({ option: 'file', message: opened.error });
  const columns = chooseTextColumns(opened.value.header, options);
  if (!columns.ok) return columns;
  try {
    return await readRows(file.value, opened.value, columns.value, context);
  } catch (cause) {
    return err({ option: 'file', message: readingProblem(cause, file.value) });
  }
}

async function readRows(
  file: string,
  table: CsvTable,
  columns: TextColumns,
  context: LoadContext | undefined,
): Promise<Result<Texts, TextProblem>> {
  const { names } = table.header;
  const texts: LabelledText[] = [];
  const values: string[] = [];
  const parts: Part[] = [];
  const skipped: SkippedFile[] = [];
  const after = afterPieces(context);
  let characters = 0;
  for await (const row of table.rows()) {
    after(() => `Reading ${basename(file)}: ${row.line.toLocaleString('en-US')} lines`);
    const taken = 'cells' in row ? textOf(row.cells, columns) : row.reason;
    if (typeof taken === 'string') {
      skipped.push({ file: `line ${row.line}`, reason: taken });
      continue;
    }
    texts.push({ text: taken.text, name: `line ${row.line}` });
    values.push(taken.label);
    parts.push(taken.part);
    characters += taken.text.length;
    if (characters > MOST_CHARACTERS)
      return err({ option: 'file', message: `${file} holds more text than fits into memory` });
  }
  const text = names[columns.text] ?? '';
  const label = names[columns.label] ?? '';
  const classes = classesOf(values, `column "${label}"`);
  if (!classes.ok) {
    const hint = values.length === 0 && skipped[0] ? ` (${skipped[0].file}: ${skipped[0].reason})` : '';
    return err({ option: 'label', message: `${classes.error}${hint}` });
  }
  return ok({
    classes: classes.value.names,
    texts,
    labels: classes.value.labels,
    parts: columns.part === undefined ? null : parts,
    skipped,
    columns: { names, text, label },
  });
}

/** The text of a row with its class and part, or why there is none. */
function textOf(cells: readonly string[], { text, label, part }: TextColumns) {
  const own = part === undefined ? 'training' : partNamed(cells[part] ?? '');
  if (own === undefined) return `"${cells[part ?? 0] ?? ''}" is no part: write train, val or test`;
  const name = (cells[label] ?? '').trim();
  if (isMissing(name)) return 'the class is missing';
  const words = cells[text] ?? '';
  return words === '' ? 'the text is empty' : { text: words, label: name, part: own };
}
