import { call, type Item } from '../expression';
import { quoted } from '../names';
import type { Printer } from '../printer';
import { type CodeData, numberOption } from '../target';

const LABEL_MODES = { class: 'int', 'one-hot': 'categorical', sign: 'int' } as const;

/** Labels as the loss takes them, in a dataset of batches. */
export function writeSigns(printer: Printer, { target }: CodeData): void {
  if (target !== 'sign') return;
  printer.lines(
    'training = training.map(lambda x, y: (x, 2.0 * tf.cast(y, "float32") - 1.0))',
    'validation = validation.map(lambda x, y: (x, 2.0 * tf.cast(y, "float32") - 1.0))',
  );
}

interface Directory {
  /** What `load_data()` gives. */
  readonly says: string;
  /** Keras's function that reads a folder. */
  readonly read: string;
  /** Its arguments beside the labels and the batch size. */
  readonly options: readonly Item[];
  /** Lines at the end. */
  readonly end: readonly string[];
}

/** Writes `load_data()` for the folder in FOLDER with one sub-folder a class, which may be divided already. */
export function writeDirectory(printer: Printer, data: CodeData, { says, read, options, end }: Directory): void {
  printer.blank(2);
  printer.lines(
    'def part(*names):',
    '    """The sub-folder of that name, where the folder is divided already."""',
    '    found = {path.name.lower(): path for path in FOLDER.iterdir() if path.is_dir()}',
    '    return next((found[name] for name in names if name in found), None)',
  );
  printer.blank(2);
  printer.lines('def load_data():');
  printer.inside(() => {
    printer.lines(`"""${says}"""`);
    const all: Item[] = [
      { key: 'label_mode=', value: quoted(LABEL_MODES[data.target]) },
      { key: 'batch_size=', value: 'BATCH_SIZE' },
      ...options,
    ];
    printer.statement('options = ', call('dict', ...all));
    printer.lines('train = part("train", "training")', 'val = part("val", "valid", "validation", "test")');
    printer.lines('if train and val:');
    printer.inside(() => {
      printer.statement('training = ', call(read, 'train', '**options'));
      printer.statement('validation = ', call(read, 'val', { key: 'shuffle=', value: 'False' }, '**options'));
    });
    printer.lines('else:');
    printer.inside(() =>
      printer.statement(
        'training, validation = ',
        call(
          read,
          'train or FOLDER',
          { key: 'validation_split=', value: `${numberOption(data, 'validationShare', 0.2)}` },
          { key: 'subset=', value: '"both"' },
          { key: 'seed=', value: `${numberOption(data, 'seed', 0)}` },
          '**options',
        ),
      ),
    );
    writeSigns(printer, data);
    printer.lines(...end, 'return training, validation');
  });
}
