import { basename } from 'node:path';
import type { SkippedFile } from '#shared/data/dataset';
import { guessLabel } from '#shared/data/label-column';
import { err, ok, type Result } from '#shared/result';
import type { LoadContext } from '../define';
import { classesOf } from '../own-files/classes';
import { type Part, partNamed } from '../own-files/parts';
import { type AfterPiece, afterPieces } from '../own-files/reading';
import type { Samples } from '../own-files/samples';
import { findColumn, isMissing, numberColumns, numberIn } from './columns';
import { readingProblem } from './csv';
import type { TableOptions } from './options';
import { type CsvTable, openCsv } from './rows';

/** What a CSV file of numbers holds. */
export interface Table {
  readonly columns: readonly string[];
  /** The names of the columns to learn from, in the order of a sample's values. */
  readonly features: readonly string[];
  readonly classes: readonly string[];
  /** Missing values are NaN. The labels are all 0 where numbers are to be learned. */
  readonly samples: Samples;
  /** The numbers to be learned, row by row; absent where it is the class. */
  readonly targets?: { readonly names: readonly string[]; readonly values: Float32Array };
  /** The part of each sample, where the file says it. */
  readonly parts: readonly Part[] | null;
  readonly skipped: readonly SkippedFile[];
}

export interface TableProblem {
  readonly option: 'file' | 'label' | 'features' | 'part';
  readonly message: string;
}
type Answer<T> = Result<T, TableProblem>;

interface Columns {
  /** One that holds the class, or all that hold numbers to be learned. */
  readonly labels: readonly number[];
  readonly part: number | undefined;
  readonly features: readonly number[];
}

/** @param file the absolute path @param mostBytes that the numbers may take in memory */
export async function readTable(
  file: string,
  options: TableOptions,
  mostBytes: number,
  context?: LoadContext,
): Promise<Answer<Table>> {
  const opened = await openCsv(file, options);
  if (!opened.ok) return err({ option: 'file', message: opened.error });
  const columns = chooseColumns(opened.value, options);
  if (!columns.ok) return columns;
  try {
    return await read(file, opened.value, columns.value, options, mostBytes, afterPieces(context));
  } catch (cause) {
    return err({ option: 'file', message: readingProblem(cause, file) });
  }
}

function chooseColumns({ header, decimalComma }: CsvTable, options: TableOptions): Answer<Columns> {
  const { names } = header;
  const find = (option: TableProblem['option'], wanted: string): Answer<number> => {
    const found = findColumn(names, wanted);
    return found.ok ? found : err({ option, message: found.error });
  };
  const part = options.part.trim() === '' ? ok(undefined) : find('part', options.part.trim());
  if (!part.ok) return part;
  const taken = part.value === undefined ? [] : [part.value];
  const labels: number[] = [];
  for (const name of labelNames(options)) {
    const found = find('label', name);
    if (!found.ok) return found;
    labels.push(found.value);
  }
  if (labels.length === 0) labels.push(guessLabel(names, taken));
  const features: number[] = [];
  for (const name of options.features.split(',').map(word => word.trim())) {
    if (name === '') continue;
    const found = find('features', name);
    if (!found.ok) return found;
    if (labels.includes(found.value)) {
      return err({ option: 'features', message: `"${name}" is the label: it cannot be learned from as well` });
    }
    features.push(found.value);
  }
  if (features.length === 0) features.push(...numberColumns(header, decimalComma, [...labels, part.value]));
  if (features.length > 0) return ok({ labels, part: part.value, features });
  const message = `no column but the label "${names[labels[0] ?? 0]}" holds numbers: set the separator, the label or the columns`;
  return err({ option: 'features', message });
}

/** The whole text is one name where that is the class: it may hold a comma. */
const labelNames = ({ label, targetKind }: TableOptions): readonly string[] =>
  (targetKind === 'number' ? label.split(',') : [label]).map(name => name.trim()).filter(name => name !== '');

async function read(
  file: string,
  table: CsvTable,
  columns: Columns,
  options: TableOptions,
  mostBytes: number,
  after: AfterPiece,
): Promise<Answer<Table>> {
  const { names } = table.header;
  const { labels, part, features } = columns;
  const rows = new RowCollector(table, columns, options);
  const skipped: SkippedFile[] = [];
  for await (const item of table.rows()) {
    after(() => `Reading ${basename(file)}: ${item.line.toLocaleString('en-US')} lines`);
    const reason = 'cells' in item ? rows.take(item.cells) : item.reason;
    if (reason !== null) skipped.push({ file: `line ${item.line}`, reason });
    if (rows.labels.length * (features.length + labels.length) * 4 > mostBytes) {
      const message = `${file} holds more numbers than fit into ${mostBytes / 2 ** 30} GB of memory: name fewer columns`;
      return err({ option: 'features', message });
    }
  }
  const learnsNumbers = options.targetKind === 'number';
  const classes =
    learnsNumbers && rows.labels.length > 0
      ? ok({ names: [], labels: new Int32Array(rows.labels.length) })
      : classesOf(rows.labels, `column "${names[labels[0] ?? 0]}"`);
  if (!classes.ok) {
    const hint = rows.labels.length === 0 && skipped[0] ? ` (${skipped[0].file}: ${skipped[0].reason})` : '';
    return err({ option: 'label', message: `${classes.error}${hint}` });
  }
  const chosen = new Set([...labels, part, ...features]);
  const unused = names.filter((_, column) => options.features.trim() === '' && !chosen.has(column));
  return ok({
    columns: names,
    features: features.map(column => names[column] ?? ''),
    classes: classes.value.names,
    samples: { values: rows.values, size: features.length, labels: classes.value.labels },
    ...(learnsNumbers
      ? { targets: { names: labels.map(column => names[column] ?? ''), values: Float32Array.from(rows.targets) } }
      : {}),
    parts: part === undefined ? null : rows.parts,
    skipped: [
      ...unused.map(name => ({ file: `column "${name}"`, reason: 'is not learned from: it holds no numbers' })),
      ...skipped,
    ],
  });
}

/** Takes rows in one by one, and says which it cannot. */
class RowCollector {
  readonly labels: string[] = [];
  readonly parts: Part[] = [];
  /** The numbers to be learned of the rows taken in, one after another. */
  readonly targets: number[] = [];
  readonly #table: CsvTable;
  readonly #columns: Columns;
  readonly #options: Pick<TableOptions, 'missing' | 'targetKind'>;
  readonly #row: Float32Array;
  #values: Float32Array;

  constructor(table: CsvTable, columns: Columns, options: Pick<TableOptions, 'missing' | 'targetKind'>) {
    this.#table = table;
    this.#columns = columns;
    this.#options = options;
    this.#row = new Float32Array(columns.features.length);
    this.#values = new Float32Array(1024 * columns.features.length);
  }

  /** Of the rows taken in, one after another. */
  get values(): Float32Array {
    return this.#values.subarray(0, this.labels.length * this.#row.length);
  }

  /** @returns `null` where the row was taken in, or else why not */
  take(cells: readonly string[]): string | null {
    const { labels, part, features } = this.#columns;
    const [label = 0] = labels;
    const { names } = this.#table.header;
    // Inside quotes spaces are kept, and they would make another class.
    const name = (cells[label] ?? '').trim();
    if (isMissing(name)) return `${names[label]} is missing`;
    const own = part === undefined ? 'training' : partNamed(cells[part] ?? '');
    if (own === undefined) return `"${cells[part ?? 0] ?? ''}" is no part: write train, val or test`;
    for (const [at, column] of features.entries()) {
      const value = this.#number(cells[column] ?? '');
      if (typeof value === 'string') return `${names[column]} ${value}`;
      this.#row[at] = value;
    }
    const targets = this.#options.targetKind === 'number' ? this.#numbers(cells, labels) : [];
    if (typeof targets === 'string') return targets;
    this.targets.push(...targets);
    this.#push();
    this.labels.push(name);
    this.parts.push(own);
    return null;
  }

  /** The numbers to be learned of a row, or what is wrong with it: a missing one cannot be filled in. */
  #numbers(cells: readonly string[], columns: readonly number[]): readonly number[] | string {
    const { names } = this.#table.header;
    const numbers: number[] = [];
    for (const column of columns) {
      const cell = (cells[column] ?? '').trim();
      const value = isMissing(cell) ? 'is missing' : this.#number(cell);
      if (typeof value === 'string') return `${names[column]} ${value}`;
      numbers.push(value);
    }
    return numbers;
  }

  /** The number in a cell, or what is wrong with it. */
  #number(cell: string): number | string {
    if (isMissing(cell)) return this.#options.missing === 'skip' ? 'is missing' : Number.NaN;
    const value = numberIn(cell, this.#table.decimalComma);
    return Number.isNaN(value) ? `is "${cell.slice(0, 40)}", not a number` : value;
  }

  #push(): void {
    const at = this.labels.length * this.#row.length;
    if (at + this.#row.length > this.#values.length) {
      const larger = new Float32Array(2 * this.#values.length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values.set(this.#row, at);
  }
}
