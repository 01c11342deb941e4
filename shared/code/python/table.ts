import { call } from '../expression';
import { quoted } from '../names';
import type { Printer } from '../printer';
import { tableColumns } from '../table-columns';
import { type CodeData, flagOption, textOption } from '../target';
import { splitCall, writeReturn, writeSplit, writeStandardize } from './arrays';
import { strings } from './values';

const SEPARATORS: Readonly<Record<string, string>> = { comma: '","', semicolon: '";"', tab: '"\\t"', bar: '"|"' };

/** Lines that open the CSV file and leave its rows, each a list of cells, in `rows`. */
export function writeRows(printer: Printer, data: CodeData): void {
  const separator = SEPARATORS[textOption(data, 'separator', 'auto')];
  printer.lines('with open(FILE, newline="", encoding="utf-8-sig") as file:');
  printer.inside(() => {
    if (separator) printer.lines(`rows = list(csv.reader(file, delimiter=${separator}))`);
    else {
      printer.lines(
        'dialect = csv.Sniffer().sniff(file.read(65536), delimiters=",;\\t|")',
        'file.seek(0)',
        'rows = list(csv.reader(file, dialect))',
      );
    }
  });
  printer.lines('rows = [[cell.strip() for cell in row] for row in rows if row]');
}

/** The CSV file of numbers. */
export function writeTable(printer: Printer, data: CodeData, path: (option: string) => string): void {
  const { label, features, part, hasHeader } = tableColumns(data);
  const { numbers } = data;
  const decimalComma = textOption(data, 'separator', 'auto') === 'semicolon';
  printer.blank();
  printer.lines(`FILE = ${path(textOption(data, 'file', 'samples.csv'))}`);
  if (!data.info) printer.note('Which columns there are was not known when this was written: set LABEL and FEATURES.');
  if (numbers) printer.statement('TARGETS = ', strings(numbers));
  else printer.lines(`LABEL = ${quoted(label)}`);
  printer.statement('FEATURES = ', strings(features));
  printer.lines('MISSING = {"", "na", "n/a", "nan", "null", "none", "?", "-"}');
  printer.blank(2);
  if (part === '') writeSplit(printer);
  printer.lines('def number(cell):');
  printer.inside(() => {
    printer.lines('"""The number in a cell; NaN where it is missing."""');
    printer.lines(
      `return np.nan if cell.lower() in MISSING else float(cell${decimalComma ? '.replace(",", ".")' : ''})`,
    );
  });
  printer.blank(2);
  printer.lines('def load_data():');
  printer.inside(() => {
    printer.lines('"""The rows of a CSV file, to train on and to validate."""');
    writeRows(printer, data);
    if (hasHeader) printer.lines('names = rows.pop(0)');
    else printer.lines('names = [f"column {number + 1}" for number in range(len(rows[0]))]');
    printer.lines(
      'rows = [dict(zip(names, row)) for row in rows]',
      ...(numbers ? [] : ['rows = [row for row in rows if row[LABEL].lower() not in MISSING]']),
      'x = np.array([[number(row[name]) for name in FEATURES] for row in rows], "float32")',
      numbers
        ? 'y = np.array([[number(row[name]) for name in TARGETS] for row in rows], "float32")'
        : 'labels = np.array([row[LABEL] for row in rows])',
    );
    const isMean = textOption(data, 'missing', 'skip') === 'mean';
    if (isMean) printer.lines('whole = np.ones(len(x), bool)');
    else printer.lines('whole = ~np.isnan(x).any(axis=1)');
    if (numbers) printer.lines('whole = whole & ~np.isnan(y).any(axis=1)');
    else writeClasses(printer, data);
    if (part === '')
      printer.lines(
        `train, val = ${splitCall(data, numbers ? 'np.zeros(len(y))' : 'y')}`,
        'train, val = train & whole, val & whole',
      );
    else {
      printer.lines(
        `parts = np.array([row[${quoted(part)}].lower() for row in rows])`,
        'val = ~np.char.startswith(parts, "train") & whole',
        'train = np.char.startswith(parts, "train") & whole',
      );
    }
    printer.lines('x_train, y_train, x_val, y_val = x[train], y[train], x[val], y[val]');
    if (isMean) {
      printer.lines(
        'known = np.nanmean(x_train, axis=0)',
        'x_train = np.where(np.isnan(x_train), known, x_train)',
        'x_val = np.where(np.isnan(x_val), known, x_val)',
      );
    }
    if (flagOption(data, 'standardize', true)) writeStandardize(printer);
    writeReturn(printer, data);
  });
}

/** Lines that turn `labels` into class numbers, `y`. */
export function writeClasses(printer: Printer, { info }: CodeData): void {
  const isNumeric = info?.classes.every(name => name !== '' && Number.isFinite(Number(name)));
  if (isNumeric) printer.lines('labels = labels.astype(float)');
  printer.statement('_, y = ', call('np.unique', 'labels', { key: 'return_inverse=', value: 'True' }));
}
