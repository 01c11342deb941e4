import type { Printer } from '../printer';
import { type CodeData, numberOption } from '../target';
import { READ_MNIST, writeMnistFiles } from './arrays';
import { float } from './values';

/** Writes what the datasets made of MNIST's digits begin with: how many, how large, and how a digit is placed. */
function writePlacing(printer: Printer, data: CodeData, highest: number): void {
  writeMnistFiles(printer);
  printer.blank(2);
  printer.lines(`SIZE = ${numberOption(data, 'size', 48)}`, `SAMPLES = ${numberOption(data, 'samples', 12_000)}`);
  printer.note(
    "The studio's digits have other places and scales, not in whole pixels: made in the same way, not the same.",
  );
  printer.blank(2);
  printer.lines(
    'def place(random, picture):',
    '    """The ink of a digit at a random scale, from 0 to 1, and where it goes."""',
    '    rows, columns = (np.flatnonzero(picture.any(axis=axis)) for axis in (1, 0))',
    '    ink = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]',
    `    scale = min(random.uniform(0.3, ${highest}) / ink.shape[0], ${highest} / ink.shape[1])`,
    '    height, width = (max(1, round(SIZE * scale * side)) for side in ink.shape)',
    '    scaled = tf.image.resize(ink[..., np.newaxis], (height, width)).numpy()[..., 0] / 255',
    '    top, left = random.integers(SIZE - height + 1), random.integers(SIZE - width + 1)',
    '    return scaled, top, left',
  );
}

/** Writes `load_data()`, which makes both parts. */
function writeLoad(printer: Printer, data: CodeData, says: string): void {
  printer.blank(2);
  printer.lines('def load_data():');
  printer.inside(() => {
    printer.lines(
      `"""${says}"""`,
      ...READ_MNIST,
      `random = np.random.default_rng(${numberOption(data, 'seed', 0)})`,
      'training = make(random, x_train, y_train, SAMPLES)',
      'return training, make(random, x_val, y_val, SAMPLES // 6)',
    );
  });
}

export function writeDigitBoxes(printer: Printer, data: CodeData): void {
  writePlacing(printer, data, 0.7);
  printer.blank(2);
  printer.lines(
    'def make(random, digits, labels, count):',
    '    """Pictures with one digit each, which it is, and its box: x, y, width, height, from 0 to 1."""',
    '    count = min(count, len(digits))',
    '    x = np.zeros((count, SIZE, SIZE, 1), "float32")',
    '    box = np.zeros((count, 4), "float32")',
    '    for i in range(count):',
    '        scaled, top, left = place(random, digits[i])',
    '        height, width = scaled.shape',
    '        x[i, top : top + height, left : left + width, 0] = scaled',
    '        box[i] = left / SIZE, top / SIZE, width / SIZE, height / SIZE',
    '    return x, {"digit": labels[:count].astype("int32"), "box": box}',
  );
  writeLoad(printer, data, 'A digit somewhere in each picture, to train on and to validate.');
}

export function writeDigitMasks(printer: Printer, data: CodeData): void {
  writePlacing(printer, data, 0.5);
  printer.blank(2);
  printer.lines(
    'def make(random, digits, labels, count):',
    '    """Pictures with several digits each, and for each pixel 0, or 1 + the digit that it belongs to."""',
    '    x = np.zeros((count, SIZE, SIZE, 1), "float32")',
    '    mask = np.zeros((count, SIZE, SIZE), "int32")',
    '    for i in range(count):',
    '        taken = np.zeros((SIZE, SIZE), bool)',
    `        for digit in random.integers(len(digits), size=random.integers(1, ${numberOption(data, 'digits', 3) + 1})):`,
    '            scaled, top, left = place(random, digits[digit])',
    '            here = slice(top, top + scaled.shape[0]), slice(left, left + scaled.shape[1])',
    '            if taken[here].any():',
    '                continue',
    '            taken[here] = True',
    '            x[i, ..., 0][here] = scaled',
    '            mask[i][here] = np.where(scaled >= 0.3, 1 + int(labels[digit]), 0)',
    `        x[i] += ${float(numberOption(data, 'noise', 0.1))} * random.standard_normal(x[i].shape)`,
    '    return np.clip(x, 0, 1), {"mask": mask}',
  );
  writeLoad(printer, data, 'Digits in noise and what each pixel is, to train on and to validate.');
}
