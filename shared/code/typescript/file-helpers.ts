import type { Helper } from './helpers';

/** What generated programs read files with, and how they divide samples. */
export const FILE_HELPERS: readonly Helper[] = [
  [
    'split',
    `
/** Divides samples by their labels: a share of each class is kept to validate. */
function split(labels: number[], share: number): [number[], number[]] {
  const training: number[] = [];
  const validation: number[] = [];
  for (const label of new Set(labels)) {
    const members = [...labels.keys()].filter((i) => labels[i] === label);
    tf.util.shuffle(members);
    const kept = Math.max(1, Math.round(members.length * share));
    validation.push(...members.slice(0, kept));
    training.push(...members.slice(kept));
  }
  return [training, validation];
}`,
  ],
  [
    'asColumn',
    `
/** Class numbers as the column that a loss takes. */
function asColumn(labels: ArrayLike<number>): tf.Tensor2D {
  return tf.tensor2d(Float32Array.from(labels), [labels.length, 1]);
}`,
  ],
  [
    'classNumbers',
    `
/** Labels as numbers from 0, in the order of their values. */
function classNumbers<Label extends string | number>(
  labels: Label[],
): number[] {
  const isNumeric = labels.every(
    (label) => label !== "" && !Number.isNaN(+label),
  );
  const order = isNumeric ? (a: Label, b: Label) => +a - +b : undefined;
  const classes = [...new Set(labels)].sort(order);
  const numbers = new Map(classes.map((label, i) => [label, i]));
  return labels.map((label) => numbers.get(label)!);
}`,
  ],
  [
    'readCsv',
    `
/** The rows of a CSV file as cells, by the separator that divides all of them alike. */
async function readCsv(file: string, separator?: string): Promise<string[][]> {
  const bytes = await readFile(file, "utf8");
  const text = bytes.replace(/^\\uFEFF/, "").replaceAll("\\r\\n", "\\n");
  if (separator) return rowsOf(text, separator);
  const head = text.slice(0, 65536);
  const columns = (candidate: string) => {
    const [first = 0, ...others] = rowsOf(head, candidate)
      .slice(0, 50)
      .map(({ length }) => length);
    const unlike = others.filter((count) => count !== first).length;
    return unlike <= others.length / 10 ? first : 0;
  };
  const best = [",", ";", "\\t", "|"].reduce((a, b) =>
    columns(b) > columns(a) ? b : a,
  );
  return rowsOf(text, best);
}`,
  ],
  [
    'rowsOf',
    `
/** The rows of a text as cells, which may be quoted, with quotes in them doubled. */
function rowsOf(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  let wasQuoted = false;
  for (let i = 0; i <= text.length; i++) {
    const letter = text[i] ?? "\\n";
    if (isQuoted && letter === '"') {
      if (text[i + 1] === '"') cell += text[i++];
      else isQuoted = false;
    } else if (isQuoted && i < text.length) cell += letter;
    else if (letter === '"' && !wasQuoted && cell.trim() === "") {
      cell = "";
      isQuoted = wasQuoted = true;
    } else if (letter === separator || letter === "\\n") {
      row.push(wasQuoted ? cell : cell.trim());
      cell = "";
      wasQuoted = false;
      if (letter === separator) continue;
      if (row.some((each) => each !== "")) rows.push(row);
      row = [];
    } else if (!wasQuoted || letter !== " ") cell += letter;
  }
  return rows;
}`,
  ],
  [
    'readNumber',
    `
/** The number in a cell; NaN where it is missing. */
function readNumber(cell: string): number {
  return isMissing(cell) ? NaN : Number(cell);
}`,
  ],
  [
    'isMissing',
    `
/** Whether nothing stands in a cell, or a word for it. */
function isMissing(cell: string): boolean {
  return /^(na|n\\/a|nan|null|none|\\?|-)?$/i.test(cell);
}`,
  ],
  [
    'standardize',
    `
/** Takes the mean of known samples away from all, and divides by their deviation. */
function standardize(x: tf.Tensor, known: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(known, 0);
  const deviation = tf.sqrt(variance);
  return x.sub(mean).div(tf.where(deviation.equal(0), 1, deviation));
}`,
  ],
  [
    'readIdx',
    `
/** The array of an IDX file of bytes, also compressed by gzip. */
async function readIdx(file: string): Promise<NumberArray> {
  const bytes = await readFile(file);
  const content = file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  const axes = content[3]!;
  const shape = Array.from({ length: axes }, (_, i) =>
    content.readInt32BE(4 + 4 * i),
  );
  return {
    shape,
    values: Float32Array.from(content.subarray(4 + 4 * axes)),
    isBytes: true,
  };
}`,
  ],
  [
    'readNpz',
    `
/** The arrays of an NPZ file, which is a zip archive, by name. */
async function readNpz(file: string): Promise<Record<string, NumberArray>> {
  const bytes = await readFile(file);
  const end = bytes.lastIndexOf("PK\\x05\\x06", undefined, "latin1");
  const arrays: Record<string, NumberArray> = {};
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < bytes.readUInt16LE(end + 10); i++) {
    const size = bytes.readUInt32LE(at + 20);
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const start =
      local +
      30 +
      bytes.readUInt16LE(local + 26) +
      bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    const isPacked = bytes.readUInt16LE(at + 10) === 8;
    arrays[name.replace(/\\.npy$/, "")] = readNpy(
      isPacked ? inflateRawSync(packed) : packed,
    );
    at +=
      46 +
      nameLength +
      bytes.readUInt16LE(at + 30) +
      bytes.readUInt16LE(at + 32);
  }
  return arrays;
}`,
  ],
  [
    'readNpy',
    `
/** The array of an NPY file. */
function readNpy(bytes: Buffer): NumberArray {
  const isOld = bytes[6] === 1;
  const start = isOld ? 10 : 12;
  const length = isOld ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8);
  const header = bytes.toString("latin1", start, start + length);
  const type = /'descr': *'[<|=]?(\\w+)'/.exec(header)?.[1] ?? "";
  if (/'fortran_order': *True/.test(header))
    throw new Error("Save it in C order.");
  const shape = [
    .../'shape': *\\(([^)]*)\\)/.exec(header)![1]!.matchAll(/\\d+/g),
  ].map(Number);
  const data = bytes.subarray(start + length);
  const readers: Record<string, (at: number) => number> = {
    f4: (at) => data.readFloatLE(4 * at),
    f8: (at) => data.readDoubleLE(8 * at),
    u1: (at) => data[at]!,
    b1: (at) => data[at]!,
    i1: (at) => data.readInt8(at),
    u2: (at) => data.readUInt16LE(2 * at),
    i2: (at) => data.readInt16LE(2 * at),
    u4: (at) => data.readUInt32LE(4 * at),
    i4: (at) => data.readInt32LE(4 * at),
    u8: (at) => Number(data.readBigUInt64LE(8 * at)),
    i8: (at) => Number(data.readBigInt64LE(8 * at)),
  };
  const read = readers[type];
  if (!read) throw new Error(\`Numbers of the type \${type} are not read here.\`);
  const count = shape.reduce((all, size) => all * size, 1);
  const values = Float32Array.from({ length: count }, (_, at) => read(at));
  return { shape, values, isBytes: type === "u1" };
}`,
  ],
  [
    'labelsOf',
    `
/** The labels in an array: class numbers, or rows of 0 and 1. */
function labelsOf({ shape, values }: NumberArray): number[] {
  if (shape.length < 2 || shape[1] === 1) return Array.from(values);
  return Array.from(
    tf.tensor2d(values, [shape[0]!, shape[1]!]).argMax(1).dataSync(),
  );
}`,
  ],
  [
    'resize',
    `
/** Pictures in another size, as they are, cut or filled up to its proportions. */
function resize(
  x: tf.Tensor4D,
  height: number,
  width: number,
  fit: "resize" | "crop" | "pad" = "resize",
): tf.Tensor4D {
  const [count, rows, columns, channels] = x.shape;
  const resized = (part: tf.Tensor4D, size: [number, number]): tf.Tensor4D =>
    tf.image.resizeBilinear(part, size, false, true);
  if (fit === "resize") return resized(x, [height, width]);
  if (fit === "crop") {
    const scale = Math.min(rows / height, columns / width);
    const tall = Math.round(scale * height);
    const wide = Math.round(scale * width);
    const [top, left] = [(rows - tall) >> 1, (columns - wide) >> 1];
    const cut = tf.slice4d(x, [0, top, left, 0], [count, tall, wide, channels]);
    return resized(cut, [height, width]);
  }
  const scale = Math.min(height / rows, width / columns);
  const tall = Math.round(scale * rows);
  const wide = Math.round(scale * columns);
  const [top, left] = [(height - tall) >> 1, (width - wide) >> 1];
  return tf.pad4d(resized(x, [tall, wide]), [
    [0, 0],
    [top, height - tall - top],
    [left, width - wide - left],
    [0, 0],
  ]);
}`,
  ],
  [
    'NumberArray',
    `
/** Numbers of any number of axes, as they stand in a file. */
interface NumberArray {
  shape: number[];
  values: Float32Array;
  isBytes: boolean;
}`,
  ],
];
