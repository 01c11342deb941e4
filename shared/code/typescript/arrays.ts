import { quoted } from '../names';
import type { Printer } from '../printer';
import { type CodeData, numberOption, textOption } from '../target';
import { writeLoad, writeSamples } from './samples';

/** Writes `asSamples()`, which makes samples of arrays that are divided already. */
function writeAsSamples(printer: Printer, data: CodeData): void {
  const axes = textOption(data, 'axes', 'auto');
  const isPicture = data.sampleShape.length === 3;
  const asked = textOption(data, 'scaling', 'auto');
  const scaling =
    asked === 'auto' ? ((data.info ? data.info.kind === 'image' : isPicture) ? 'unit range' : 'standardize') : asked;
  printer.blank();
  printer.lines(
    '/** Arrays as samples with class numbers, scaled by those that are trained on. */',
    'function asSamples(parts: { x: NumberArray; labels: number[] }[]): Samples[] {',
  );
  printer.inside(() => {
    printer.lines(
      'const numbers = classNumbers(parts.flatMap(({ labels }) => labels));',
      'const arrays = parts.map(({ x }) => {',
      '  const array = tf.tensor(x.values, x.shape);',
    );
    const last = '[0, ...x.shape.slice(2).keys()].map((axis, i) => (i === 0 ? 0 : axis + 2))';
    if (axes === 'channels first') printer.lines(`  return array.transpose([...${last}, 1]);`);
    else if (isPicture) {
      printer.lines('  if (x.shape.length === 3) return array.expandDims(3);');
      if (axes === 'auto') {
        printer.lines(
          '  const isChannel = (size = 0) => size === 1 || size === 3;',
          '  if (isChannel(x.shape[1]) && !isChannel(x.shape[3])) {',
          '    return array.transpose([0, 2, 3, 1]);',
          '  }',
        );
      }
      printer.lines('  return array;');
    } else printer.lines('  return array;');
    printer.lines('});');
    if (scaling === 'unit range') {
      printer.lines(
        'const isBytes = parts[0]!.x.isBytes;',
        'const low = isBytes ? 0 : arrays[0]!.min().dataSync()[0]!;',
        'const high = isBytes ? 255 : arrays[0]!.max().dataSync()[0]!;',
      );
      if (asked === 'auto') printer.lines('const isScaled = low >= 0 && high <= 1;');
    }
    const scaled = 'array.sub(low).div(high - low)';
    const value =
      scaling === 'unit range'
        ? asked === 'auto'
          ? `isScaled ? array : ${scaled}`
          : scaled
        : scaling === 'standardize'
          ? 'standardize(array, arrays[0]!)'
          : 'array';
    printer.lines(
      'return arrays.map((array, i) => ({',
      `  x: ${value},`,
      '  y: asColumn(numbers.splice(0, parts[i]!.labels.length)),',
      '}));',
    );
  });
  printer.lines('}');
}

/** Lines that divide `x` and `labels` of one pair of files, and return. */
const divide = (data: CodeData): readonly string[] => [
  `const chosen = split(labels, ${numberOption(data, 'validationShare', 0.2)});`,
  'const size = x.values.length / labels.length;',
  'const parts = chosen.map((members) => {',
  '  const values = members.map((i) => x.values.subarray(i * size, (i + 1) * size));',
  '  const joined = new Float32Array(size * members.length);',
  '  for (const [i, sample] of values.entries()) joined.set(sample, i * size);',
  '  const own = { ...x, shape: [members.length, ...x.shape.slice(1)], values: joined };',
  '  return { x: own, labels: members.map((i) => labels[i]!) };',
  '});',
];
const RETURN = [
  'const [training, validation] = asSamples(parts);',
  'return { training: training!, validation: validation! };',
];

export function writeIdx(printer: Printer, data: CodeData): void {
  const images = textOption(data, 'images', 'train-images-idx3-ubyte');
  const beside = images.replace(/images(?!.*images)/i, 'labels').replace(/idx\d(?!.*idx\d)/, 'idx1');
  const test = /train(?!.*[/\\])/i.test(images) ? images.replace(/train(?!.*[/\\])/i, 't10k') : '';
  const given = textOption(data, 'validationImages', test);
  const kept = given.replace(/images(?!.*images)/i, 'labels').replace(/idx\d(?!.*idx\d)/, 'idx1');
  printer.blank();
  printer.lines(
    `const IMAGES = ${quoted(images)};`,
    `const LABELS = ${quoted(textOption(data, 'labels', beside))};`,
    ...(given === ''
      ? []
      : [
          `const VAL_IMAGES = ${quoted(given)};`,
          `const VAL_LABELS = ${quoted(textOption(data, 'validationLabels', kept))};`,
        ]),
  );
  writeSamples(printer, data);
  writeAsSamples(printer, data);
  writeLoad(printer, 'Samples and labels of IDX files, to train on and to validate.', () => {
    printer.lines('const x = await readIdx(IMAGES);', 'const labels = Array.from((await readIdx(LABELS)).values);');
    if (given !== '') {
      printer.lines(
        'if (existsSync(VAL_IMAGES)) {',
        '  const kept = await readIdx(VAL_IMAGES);',
        '  const keptLabels = Array.from((await readIdx(VAL_LABELS)).values);',
        '  const [training, validation] = asSamples([',
        '    { x, labels },',
        '    { x: kept, labels: keptLabels },',
        '  ]);',
        '  return { training: training!, validation: validation! };',
        '}',
      );
    }
    printer.lines(...divide(data), ...RETURN);
  });
}

export function writeNpz(printer: Printer, data: CodeData): void {
  const file = textOption(data, 'file', 'samples.npz');
  const isPair = /\.npy$/i.test(file);
  printer.blank();
  printer.lines(`const FILE = ${quoted(file)};`);
  if (isPair) printer.lines(`const LABELS = ${quoted(textOption(data, 'labels', 'labels.npy'))};`);
  writeSamples(printer, data);
  writeAsSamples(printer, data);
  writeLoad(printer, 'Samples and labels of NumPy files, to train on and to validate.', () => {
    if (isPair) {
      printer.lines(
        'const x = readNpy(await readFile(FILE));',
        'const labels = labelsOf(readNpy(await readFile(LABELS)));',
      );
    } else {
      printer.lines(
        'const arrays = await readNpz(FILE);',
        `const part = ["val", "test"].find((name) => \`x_\${name}\` in arrays);`,
        'if ("x_train" in arrays && part) {',
        '  const [training, validation] = asSamples(',
        '    ["train", part].map((name) => ({',
        `      x: arrays[\`x_\${name}\`]!,`,
        `      labels: labelsOf(arrays[\`y_\${name}\`]!),`,
        '    })),',
        '  );',
        '  return { training: training!, validation: validation! };',
        '}',
        'const name = "x_train" in arrays ? "x_train" : "x";',
        'const x = arrays[name]!;',
        'const labels = labelsOf(arrays[name.replace("x", "y")]!);',
      );
    }
    printer.lines(...divide(data), ...RETURN);
  });
}
