import { literal } from '../expression';
import { quoted } from '../names';
import type { Printer } from '../printer';
import { tableColumns } from '../table-columns';
import { type CodeData, flagOption, numberOption, textOption } from '../target';
import { writeLoad, writeSamples } from './samples';

const SEPARATORS: Readonly<Record<string, string>> = { comma: ',', semicolon: ';', tab: '\\t', bar: '|' };

/** The call that reads a CSV file. */
export function readCall(data: CodeData): string {
  const separator = SEPARATORS[textOption(data, 'separator', 'auto')];
  return `await readCsv(FILE${separator ? `, "${separator}"` : ''})`;
}

/** Lines that divide the samples by a column of the file, where it has one, into `training` and `validation`. */
export const divideBy = (part: string, share: number, labels: string, count: string): readonly string[] =>
  part === ''
    ? [`const [training, validation] = split(${labels}, ${share});`]
    : [
        `const isKnown = rows.map((row) => /^train/i.test(row[names.indexOf(${quoted(part)})] ?? ""));`,
        `const all = [...Array(${count}).keys()];`,
        'const training = all.filter((i) => isKnown[i]);',
        'const validation = all.filter((i) => !isKnown[i]);',
      ];

export function writeTable(printer: Printer, data: CodeData): void {
  const { label, features, part, hasHeader } = tableColumns(data);
  const { numbers } = data;
  printer.blank();
  printer.lines(`const FILE = ${quoted(textOption(data, 'file', 'samples.csv'))};`);
  if (!data.info) printer.note('Which columns there are was not known when this was written: set LABEL and FEATURES.');
  if (numbers) printer.statement('const TARGETS = ', literal('[', ']', numbers.map(quoted)), { after: ';' });
  else printer.lines(`const LABEL = ${quoted(label)};`);
  printer.statement('const FEATURES: string[] = ', literal('[', ']', features.map(quoted)), { after: ';' });
  writeSamples(printer, data);
  const isFilled = textOption(data, 'missing', 'skip') === 'mean';
  const decimalComma = textOption(data, 'separator', 'auto') === 'semicolon';
  writeLoad(printer, 'The rows of a CSV file, to train on and to validate.', () => {
    const cell = decimalComma ? '(row[names.indexOf(name)] ?? "").replace(",", ".")' : 'row[names.indexOf(name)] ?? ""';
    const label = 'row[names.indexOf(LABEL)] ?? ""';
    printer.lines(
      `const cells = ${readCall(data)};`,
      hasHeader ? 'const names = cells.shift()!;' : `const names = cells[0]!.map((_, i) => \`column \${i + 1}\`);`,
      'const read = (row: string[], columns: string[]) =>',
      `  columns.map((name) => readNumber(${cell}));`,
      'const rows = cells.filter((row) => {',
    );
    printer.inside(() => {
      if (numbers) printer.lines('if (read(row, TARGETS).some(Number.isNaN)) return false;');
      else printer.lines(`if (isMissing(${label})) return false;`);
      printer.lines(isFilled ? 'return true;' : 'return !read(row, FEATURES).some(Number.isNaN);');
    });
    printer.lines('});', 'const values = rows.map((row) => read(row, FEATURES));');
    if (numbers) printer.lines('const targets = rows.map((row) => read(row, TARGETS));');
    else printer.lines(`const labels = classNumbers(rows.map((row) => ${label}));`);
    const labels = numbers ? 'targets.map(() => 0)' : 'labels';
    printer.lines(...divideBy(part, numberOption(data, 'validationShare', 0.2), labels, 'rows.length'));
    if (isFilled) {
      printer.lines(
        'for (const column of FEATURES.keys()) {',
        '  const known = training.map((i) => values[i]![column]!).filter((value) => !Number.isNaN(value));',
        '  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;',
        '  for (const row of values) if (Number.isNaN(row[column])) row[column] = mean;',
        '}',
      );
    }
    printer.lines('const pick = (chosen: number[]) => tf.tensor2d(chosen.map((i) => values[i]!));');
    const isStandard = flagOption(data, 'standardize', true);
    if (isStandard) printer.lines('const known = pick(training);');
    printer.lines(
      'const samples = (chosen: number[]): Samples => ({',
      isStandard ? '  x: standardize(pick(chosen), known),' : '  x: pick(chosen),',
      numbers ? '  y: tf.tensor2d(chosen.map((i) => targets[i]!)),' : '  y: asColumn(chosen.map((i) => labels[i]!)),',
      '});',
      'return { training: samples(training), validation: samples(validation) };',
    );
  });
}
