import { quoted } from '../names';
import type { Printer } from '../printer';
import { tableColumns } from '../table-columns';
import { type CodeData, flagOption, numberOption, textOption } from '../target';
import { listFolder, writeFoldersIn } from './directory';
import { writeLoad, writeSamples } from './samples';
import { divideBy, readCall } from './table';

/** Writes `readPicture()`. */
function writeReadPicture(printer: Printer, data: CodeData): void {
  const channels = textOption(data, 'channels', 'rgb') === 'rgb' ? 3 : 1;
  const fit = textOption(data, 'fit', 'resize');
  const size = `${numberOption(data, 'height', 64)}, ${numberOption(data, 'width', 64)}`;
  printer.blank();
  if (flagOption(data, 'antialias', true)) printer.note('Pictures are made smaller without antialiasing here.');
  printer.lines(
    '/** One picture, from 0 to 1. */',
    'async function readPicture(file: string): Promise<tf.Tensor4D> {',
    '  const bytes = await readFile(file);',
    '  return tf.tidy(() => {',
    `    const pixels = tf.node.decodeImage(bytes, ${channels}, "int32", false);`,
    '    const picture = tf.expandDims(pixels as tf.Tensor3D, 0) as tf.Tensor4D;',
    `    return resize(picture, ${size}${fit === 'resize' ? '' : `, ${quoted(fit)}`}).div(255);`,
    '  });',
    '}',
  );
}

/** Lines that read the pictures in `files` with their class numbers in `labels`. */
const SAMPLES = [
  'const samples = async (chosen: number[]): Promise<Samples> => {',
  '  const pictures: tf.Tensor4D[] = [];',
  '  for (const i of chosen) pictures.push(await readPicture(files[i]!));',
  '  const x = tf.concat(pictures);',
  '  tf.dispose(pictures);',
  '  return { x, y: asColumn(chosen.map((i) => labels[i]!)) };',
  '};',
  'return {',
  '  training: await samples(training),',
  '  validation: await samples(validation),',
  '};',
];

export function writeFolder(printer: Printer, data: CodeData): void {
  const folder = textOption(data, 'folder');
  printer.blank();
  if (folder === '') printer.note('No folder was chosen when this was written: name yours here.');
  printer.lines(`const FOLDER = ${quoted(folder || 'pictures')};`);
  writeSamples(printer, data);
  writeReadPicture(printer, data);
  writeFoldersIn(printer);
  writeLoad(printer, 'Pictures with one sub-folder a class, all in memory.', () =>
    printer.lines(...listFolder(data, '/\\.(png|jpe?g|gif|bmp)$/i'), ...SAMPLES),
  );
}

export function writeImageCsv(printer: Printer, data: CodeData): void {
  const { label, part, hasHeader } = tableColumns(data);
  const columns = data.info?.columns ?? [];
  const wanted = textOption(data, 'picture');
  const picture =
    wanted === '' ? (columns.find(name => /image|file|path|picture|id/i.test(name)) ?? columns[0] ?? 'file') : wanted;
  const ending = textOption(data, 'ending');
  printer.blank();
  printer.lines(
    `const FILE = ${quoted(textOption(data, 'file', 'pictures.csv'))};`,
    `const PICTURES = join(dirname(FILE), ${quoted(textOption(data, 'pictures', '.'))});`,
  );
  if (!data.info) printer.note('Which columns there are was not known when this was written: set PICTURE and LABEL.');
  printer.lines(`const PICTURE = ${quoted(picture)};`, `const LABEL = ${quoted(label)};`);
  writeSamples(printer, data);
  writeReadPicture(printer, data);
  writeLoad(printer, 'The pictures that a CSV file names, all in memory.', () => {
    printer.lines(
      `const rows = ${readCall(data)};`,
      hasHeader ? 'const names = rows.shift()!;' : `const names = rows[0]!.map((_, i) => \`column \${i + 1}\`);`,
      'const files = rows.map((row) =>',
      `  join(PICTURES, ${ending === '' ? '' : '`${'}row[names.indexOf(PICTURE)]!${ending === '' ? '' : `}${ending}\``}),`,
      ');',
      'const labels = classNumbers(rows.map((row) => row[names.indexOf(LABEL)]!));',
      ...divideBy(part, numberOption(data, 'validationShare', 0.2), 'labels', 'rows.length'),
      ...SAMPLES,
    );
  });
}
