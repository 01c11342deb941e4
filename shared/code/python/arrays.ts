import type { Printer } from '../printer';
import { type CodeData, numberOption, textOption } from '../target';
import { float } from './values';

/** Writes `split()`, which keeps a share of each class for validation. */
export function writeSplit(printer: Printer): void {
  printer.lines(
    'def split(y, share, seed):',
    '    """Masks of the samples to train on and to validate: a share of each class."""',
    '    random = np.random.default_rng(seed)',
    '    kept = np.zeros(len(y), bool)',
    '    for label in np.unique(y):',
    '        members = random.permutation(np.flatnonzero(y == label))',
    '        kept[members[: max(1, round(len(members) * share))]] = True',
    '    return ~kept, kept',
  );
  printer.blank(2);
}

/** @param labels what the samples are divided by */
export const splitCall = (data: CodeData, labels = 'y'): string =>
  `split(${labels}, ${numberOption(data, 'validationShare', 0.2)}, seed=${numberOption(data, 'seed', 0)})`;

/** Lines that turn class numbers into what the loss takes, and return. */
export function writeReturn(printer: Printer, { target, outputs }: CodeData): void {
  if (target === 'one-hot') {
    printer.lines(`y_train = keras.utils.to_categorical(y_train, ${outputs})`);
    printer.lines(`y_val = keras.utils.to_categorical(y_val, ${outputs})`);
  }
  if (target === 'sign') printer.lines('y_train = 2.0 * y_train - 1.0', 'y_val = 2.0 * y_val - 1.0');
  printer.lines('return (x_train, y_train), (x_val, y_val)');
}

const readIdx = [
  'def read_idx(path):',
  '    """The array of an IDX file of bytes, also compressed by gzip."""',
  '    with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as file:',
  '        content = file.read()',
  '    axes = content[3]',
  '    shape = np.frombuffer(content, ">i4", axes, offset=4)',
  '    return np.frombuffer(content, np.uint8, offset=4 + 4 * axes).reshape(shape)',
];

/** Writes `read_idx()` for the files of MNIST, and where they are. */
export function writeMnistFiles(printer: Printer): void {
  printer.blank();
  printer.comment('The folder with the four IDX files of MNIST. Where there is none, Keras downloads the same digits.');
  printer.lines('MNIST = Path("mnist")');
  printer.blank(2);
  printer.lines(
    ...readIdx.map(line =>
      line
        .replace(', also compressed by gzip', '')
        .replace('(gzip.open if path.suffix == ".gz" else open)(path, "rb")', 'open(path, "rb")'),
    ),
  );
}

/** Lines that read MNIST into arrays of bytes. */
export const READ_MNIST = [
  'if MNIST.is_dir():',
  '    x_train = read_idx(MNIST / "train-images-idx3-ubyte")',
  '    y_train = read_idx(MNIST / "train-labels-idx1-ubyte")',
  '    x_val = read_idx(MNIST / "t10k-images-idx3-ubyte")',
  '    y_val = read_idx(MNIST / "t10k-labels-idx1-ubyte")',
  'else:',
  '    (x_train, y_train), (x_val, y_val) = keras.datasets.mnist.load_data()',
];

export function writeMnist(printer: Printer, data: CodeData): void {
  writeMnistFiles(printer);
  printer.blank(2);
  printer.lines('def load_data():');
  printer.inside(() => {
    printer.lines('"""60,000 handwritten digits to train on, and 10,000 to validate."""');
    printer.lines(
      ...READ_MNIST,
      'x_train = x_train[..., np.newaxis].astype("float32") / 255',
      'x_val = x_val[..., np.newaxis].astype("float32") / 255',
    );
    writeReturn(printer, data);
  });
}

const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  moons: [
    'along = np.linspace(0, np.pi, count)',
    'if label == 0:',
    '    return np.stack([np.cos(along), np.sin(along)], axis=1)',
    'return np.stack([1 - np.cos(along), 0.5 - np.sin(along)], axis=1)',
  ],
  circles: [
    'along = np.linspace(0, 2 * np.pi, count, endpoint=False)',
    'radius = 1.0 if label == 0 else 0.5',
    'return radius * np.stack([np.cos(along), np.sin(along)], axis=1)',
  ],
  spirals: [
    'part = np.linspace(0, 1, count)[:, np.newaxis]',
    'angle = 2 * np.pi * 1.25 * part + label * np.pi',
    'return 1.5 * part * np.hstack([np.cos(angle), np.sin(angle)])',
  ],
};

export function writePoints(printer: Printer, data: CodeData): void {
  const pattern = textOption(data, 'pattern', 'moons');
  const samples = numberOption(data, 'samples', 1000);
  const noise = numberOption(data, 'noise', 0.1);
  const seed = numberOption(data, 'seed', 0);
  printer.blank(2);
  printer.lines('def points(label, count):');
  printer.inside(() => {
    printer.lines(`"""The points of one class of two ${pattern}, without noise."""`);
    printer.lines(...(PATTERNS[pattern] ?? PATTERNS.moons ?? []));
  });
  printer.blank(2);
  writeSplit(printer);
  printer.lines('def load_data():');
  printer.inside(() => {
    const half = Math.floor(samples / 2);
    printer.lines('"""Two classes of points in the plane; a fifth of each is for validation."""');
    printer.lines(
      `random = np.random.default_rng(${seed})`,
      `x = np.concatenate([points(0, ${half}), points(1, ${samples - half})])`,
      `x = (x + ${float(noise)} * random.standard_normal(x.shape)).astype("float32")`,
      `y = np.repeat([0, 1], [${half}, ${samples - half}])`,
      `train, val = split(y, 0.2, seed=${seed})`,
      'x_train, y_train, x_val, y_val = x[train], y[train], x[val], y[val]',
    );
    writeReturn(printer, data);
  });
}

/** Lines that bring samples to the range that the dataset's own option asks for. */
function writeScaling(printer: Printer, data: CodeData): void {
  const asked = textOption(data, 'scaling', 'auto');
  const isPicture = data.info ? data.info.kind === 'image' : data.sampleShape.length === 3;
  const scaling = asked === 'auto' ? (isPicture ? 'unit range' : 'standardize') : asked;
  if (scaling === 'unit range') {
    printer.lines(
      'low, high = (0, 255) if x_train.dtype == np.uint8 else (x_train.min(), x_train.max())',
      ...(asked === 'auto'
        ? [
            'if low < 0 or high > 1:',
            '    x_train, x_val = (x_train - low) / (high - low), (x_val - low) / (high - low)',
          ]
        : ['x_train, x_val = (x_train - low) / (high - low), (x_val - low) / (high - low)']),
    );
  }
  if (scaling === 'standardize') writeStandardize(printer);
  printer.lines('x_train, x_val = x_train.astype("float32"), x_val.astype("float32")');
}

/** Lines that take the training samples' mean away and divide by their deviation. */
export function writeStandardize(printer: Printer): void {
  printer.lines(
    'mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)',
    'deviation = np.where(deviation == 0, 1, deviation)',
    'x_train, x_val = (x_train - mean) / deviation, (x_val - mean) / deviation',
  );
}

const labelled = [
  'def class_numbers(y_train, y_val):',
  '    """Labels as numbers from 0, in the order of their values."""',
  '    classes = np.unique(np.concatenate([y_train, y_val]))',
  '    return np.searchsorted(classes, y_train), np.searchsorted(classes, y_val)',
];

/** Arrays that are in `x_train`, `y_train` and, where the files divide them, `x_val`, `y_val`. */
function writeArrayEnd(printer: Printer, data: CodeData): void {
  const axes = textOption(data, 'axes', 'auto');
  const isPicture = data.sampleShape.length === 3;
  if (axes === 'channels first')
    printer.lines('x_train, x_val = np.moveaxis(x_train, 1, -1), np.moveaxis(x_val, 1, -1)');
  else if (isPicture) {
    printer.lines(
      'if x_train.ndim == 3:',
      '    x_train, x_val = x_train[..., np.newaxis], x_val[..., np.newaxis]',
      ...(axes === 'auto'
        ? [
            'elif x_train.shape[1] in (1, 3) and x_train.shape[-1] not in (1, 3):',
            '    x_train, x_val = np.moveaxis(x_train, 1, -1), np.moveaxis(x_val, 1, -1)',
          ]
        : []),
    );
  }
  printer.lines('y_train, y_val = class_numbers(y_train, y_val)');
  writeScaling(printer, data);
  writeReturn(printer, data);
}

export function writeIdx(printer: Printer, data: CodeData, path: (option: string) => string): void {
  const images = textOption(data, 'images', 'train-images-idx3-ubyte');
  const beside = images.replace(/images(?!.*images)/i, 'labels').replace(/idx\d(?!.*idx\d)/, 'idx1');
  const test = /train(?!.*[/\\])/i.test(images) ? images.replace(/train(?!.*[/\\])/i, 't10k') : '';
  const given = textOption(data, 'validationImages', test);
  const kept = given.replace(/images(?!.*images)/i, 'labels').replace(/idx\d(?!.*idx\d)/, 'idx1');
  printer.blank();
  printer.lines(
    `IMAGES = ${path(images)}`,
    `LABELS = ${path(textOption(data, 'labels', beside))}`,
    ...(given === ''
      ? []
      : [`VAL_IMAGES = ${path(given)}`, `VAL_LABELS = ${path(textOption(data, 'validationLabels', kept))}`]),
  );
  printer.blank(2);
  printer.lines(...readIdx);
  printer.blank(2);
  writeSplit(printer);
  printer.lines(...labelled);
  printer.blank(2);
  printer.lines('def load_data():');
  printer.inside(() => {
    printer.lines('"""Samples and labels of IDX files, to train on and to validate."""');
    const divide = dividing(data);
    printer.lines('x, y = read_idx(IMAGES), read_idx(LABELS)');
    if (given === '') printer.lines(...divide);
    else {
      printer.lines(
        'if VAL_IMAGES.exists():',
        '    x_train, y_train = x, y',
        '    x_val, y_val = read_idx(VAL_IMAGES), read_idx(VAL_LABELS)',
        'else:',
        ...divide.map(line => `    ${line}`),
      );
    }
    writeArrayEnd(printer, data);
  });
}

/** Divides the samples of one pair of files. */
const dividing = (data: CodeData): readonly string[] => [
  `train, val = ${splitCall(data)}`,
  'x_train, y_train, x_val, y_val = x[train], y[train], x[val], y[val]',
];

export function writeNpz(printer: Printer, data: CodeData, path: (option: string) => string): void {
  const file = textOption(data, 'file', 'samples.npz');
  const isPair = /\.npy$/i.test(file);
  printer.blank();
  printer.lines(`FILE = ${path(file)}`);
  if (isPair) printer.lines(`LABELS = ${path(textOption(data, 'labels', 'labels.npy'))}`);
  printer.blank(2);
  writeSplit(printer);
  printer.lines(...labelled);
  printer.blank(2);
  printer.lines('def load_data():');
  printer.inside(() => {
    printer.lines('"""Samples and labels of NumPy files, to train on and to validate."""');
    const divide = dividing(data);
    if (isPair) printer.lines('x, y = np.load(FILE), np.load(LABELS)', ...divide);
    else {
      printer.lines(
        'arrays = np.load(FILE)',
        'parts = [part for part in ("val", "test") if f"x_{part}" in arrays]',
        'if "x_train" in arrays and parts:',
        '    x_train, y_train = arrays["x_train"], arrays["y_train"]',
        '    x_val, y_val = arrays[f"x_{parts[0]}"], arrays[f"y_{parts[0]}"]',
        'else:',
        '    name = "x_train" if "x_train" in arrays else "x"',
        '    x, y = arrays[name], arrays[name.replace("x", "y", 1)]',
        ...divide.map(line => `    ${line}`),
      );
    }
    printer.lines('y_train, y_val = (y.argmax(axis=1) if y.ndim == 2 else y for y in (y_train, y_val))');
    writeArrayEnd(printer, data);
  });
}
