import type { Item } from '../expression';
import { call } from '../expression';
import { quoted } from '../names';
import type { Printer } from '../printer';
import { tableColumns } from '../table-columns';
import { type CodeData, flagOption, numberOption, textOption } from '../target';
import { splitCall, writeSplit } from './arrays';
import { writeDirectory, writeSigns } from './directory';
import { writeClasses, writeRows } from './table';

const channelsOf = (data: CodeData): number => (textOption(data, 'channels', 'rgb') === 'rgb' ? 3 : 1);
const sizeOf = (data: CodeData): string => `(${numberOption(data, 'height', 64)}, ${numberOption(data, 'width', 64)})`;

/** What brings pictures to one size, as arguments of Keras. */
function fitArguments(data: CodeData): readonly Item[] {
  const fit = textOption(data, 'fit', 'resize');
  if (fit === 'crop') return [{ key: 'crop_to_aspect_ratio=', value: 'True' }];
  return fit === 'pad' ? [{ key: 'pad_to_aspect_ratio=', value: 'True' }] : [];
}

export function writeFolder(printer: Printer, data: CodeData, path: (option: string) => string): void {
  const folder = textOption(data, 'folder');
  printer.blank();
  if (folder === '') printer.note('No folder was chosen when this was written: name yours here.');
  printer.lines(`FOLDER = ${path(folder || 'pictures')}`);
  if (flagOption(data, 'antialias', true)) {
    printer.note(
      'The studio averages where it makes pictures smaller (antialias); Keras does not when it reads a folder.',
    );
  }
  const options: Item[] = [
    ...(channelsOf(data) === 1 ? [{ key: 'color_mode=', value: '"grayscale"' }] : []),
    { key: 'image_size=', value: sizeOf(data) },
    ...fitArguments(data),
  ];
  writeDirectory(printer, data, {
    says: 'Pictures with one sub-folder a class, in batches, from 0 to 255.',
    read: 'keras.utils.image_dataset_from_directory',
    options,
    end: [],
  });
}

export function writeImageCsv(printer: Printer, data: CodeData, path: (option: string) => string): void {
  const { label, part } = tableColumns(data);
  const columns = data.info?.columns ?? [];
  const wanted = textOption(data, 'picture');
  const picture =
    wanted === '' ? (columns.find(name => /image|file|path|picture|id/i.test(name)) ?? columns[0] ?? 'file') : wanted;
  printer.blank();
  printer.lines(`FILE = ${path(textOption(data, 'file', 'pictures.csv'))}`);
  printer.lines(`PICTURES = FILE.parent / ${quoted(textOption(data, 'pictures', '.'))}`);
  if (!data.info) printer.note('Which columns there are was not known when this was written: set PICTURE and LABEL.');
  printer.lines(`PICTURE = ${quoted(picture)}`, `LABEL = ${quoted(label)}`);
  printer.blank(2);
  if (part === '') writeSplit(printer);
  printer.lines('def read_picture(path, y):');
  printer.inside(() => {
    printer.lines('"""One picture, from 0 to 255."""');
    printer.lines(
      `x = tf.io.decode_image(tf.io.read_file(path), channels=${channelsOf(data)}, expand_animations=False)`,
    );
    const fit = textOption(data, 'fit', 'resize');
    const antialias: Item[] = flagOption(data, 'antialias', true) ? [{ key: 'antialias=', value: 'True' }] : [];
    if (fit === 'pad') printer.statement('x = ', call('tf.image.resize_with_pad', 'x', ...sizes(data), ...antialias));
    else if (fit === 'crop') {
      printer.statement('x = ', call('keras.preprocessing.image.smart_resize', 'x', sizeOf(data)));
    } else printer.statement('x = ', call('tf.image.resize', 'x', sizeOf(data), ...antialias));
    printer.lines('return x, y');
  });
  printer.blank(2);
  printer.lines('def load_data():');
  printer.inside(() => {
    printer.lines('"""The pictures that a CSV file names, in batches, from 0 to 255."""');
    writeRows(printer, data);
    const ending = textOption(data, 'ending');
    printer.lines(
      'names = rows.pop(0)',
      'rows = [dict(zip(names, row)) for row in rows]',
      `paths = np.array([str(PICTURES / row[PICTURE])${ending === '' ? '' : ` + ${quoted(ending)}`} for row in rows])`,
      'labels = np.array([row[LABEL] for row in rows])',
    );
    writeClasses(printer, data);
    if (data.target === 'one-hot') printer.lines(`targets = keras.utils.to_categorical(y, ${data.outputs})`);
    const targets = data.target === 'one-hot' ? 'targets' : 'y';
    if (part === '') printer.lines(`train, val = ${splitCall(data)}`);
    else {
      printer.lines(
        `train = np.char.startswith([row[${quoted(part)}].lower() for row in rows], "train")`,
        'val = ~train',
      );
    }
    printer.lines(
      `training = tf.data.Dataset.from_tensor_slices((paths[train], ${targets}[train]))`,
      'training = training.shuffle(int(train.sum())).map(read_picture, tf.data.AUTOTUNE)',
      `validation = tf.data.Dataset.from_tensor_slices((paths[val], ${targets}[val]))`,
      'validation = validation.map(read_picture, tf.data.AUTOTUNE)',
      'training, validation = training.batch(BATCH_SIZE), validation.batch(BATCH_SIZE)',
    );
    writeSigns(printer, data);
    printer.lines('return training, validation');
  });
}

const sizes = (data: CodeData): readonly string[] => [
  `${numberOption(data, 'height', 64)}`,
  `${numberOption(data, 'width', 64)}`,
];
