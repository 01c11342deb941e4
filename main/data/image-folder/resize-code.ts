/**
 * The inner loop of a resize, as the bytes of a WebAssembly module: float32 arithmetic on four lanes at once, which JavaScript has
 * not. Opcodes are those of the specification (webassembly.github.io/spec/core/binary).
 */

import { HALF } from './shades';

type Code = readonly number[];

/** Bytes of a column's or a row's entry: where the first of its two neighbours begins (int32), and how far it is between them (float32). */
export const ENTRY = 8;
/** Two pixels are read as eight bytes. One is written as four, of which the next one's overwrite those that are not its own. */
export const SLACK = 16;
/** From here on, whole numbers are the lowest bits of a float32. */
const WHOLE = 2 ** 23;

const [I32, V128, EMPTY] = [0x7f, 0x7b, 0x40];

/** A number as LEB128, of either kind where it is below 64. */
function number(value: number): Code {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [low | 0x80, ...number(value >>> 7)];
}
const list = (items: readonly Code[]): Code => [...number(items.length), ...items.flat()];
const text = (name: string): Code => list([...Buffer.from(name)].map(byte => [byte]));
const section = (id: number, items: readonly Code[]): Code => {
  const content = list(items);
  return [id, ...number(content.length), ...content];
};

const get = (local: number): Code => [0x20, local];
const set = (local: number, value: Code): Code => [...value, 0x21, local];
const constant = (value: number): Code => [0x41, ...number(value)];
const plus = (a: Code, b: Code): Code => [...a, ...b, 0x6a];
const load = (address: Code, offset: number): Code => [...address, 0x28, 2, offset];
const simd = (opcode: number, ...operands: readonly Code[]): Code => [...operands.flat(), 0xfd, ...number(opcode)];
const minus4 = (a: Code, b: Code): Code => simd(0xe5, a, b);
const plus4 = (a: Code, b: Code): Code => simd(0xe4, a, b);
const times4 = (a: Code, b: Code): Code => simd(0xe6, a, b);
/** One float32 of memory in all four lanes. */
const spread = (address: Code, offset: number): Code => [...simd(0x09, address), 2, offset];
const all4 = (value: number): Code => [0xfd, 0x0c, ...Buffer.from(new Float32Array(4).fill(value).buffer)];
/** Bytes of a vector by their places; nothing where a place is negative. */
const pick = (vector: Code, places: readonly number[]): Code =>
  simd(0x0e, vector, [0xfd, 0x0c, ...places.map(place => place & 0xff)]);
/** Four bytes from one on, as float32. */
const floats = (vector: Code, from: number): Code =>
  simd(
    0xfa,
    pick(
      vector,
      [0, 1, 2, 3].flatMap(lane => [from + lane, -1, -1, -1]),
    ),
  );
/** Does it until `a` is `b`. */
const until = (a: Code, b: Code, body: readonly Code[]): Code => [
  ...[0x03, EMPTY],
  ...[...body.flat(), ...a, ...b, 0x47],
  ...[0x0d, 0, 0x0b],
];

// What it is given: where the tables of columns and rows begin and end, and the pictures.
const [COLUMNS, COLUMNS_END, ROWS, ROWS_END, SOURCE, STRIDE, TARGET] = [0, 1, 2, 3, 4, 5, 6] as const;
const GIVEN = 7;
const [COLUMN, UPPER_ROW, LOWER_ROW] = [7, 8, 9] as const;
const [ACROSS, DOWN, TOP, BOTTOM, PAIR] = [10, 11, 12, 13, 14] as const;

/** From the left pixel of a row to the right one, which is beside it. */
const between = (row: number, channels: number, into: number): readonly Code[] => [
  set(PAIR, [...simd(0x5d, plus(get(row), load(get(COLUMN), 0))), 0, 0]),
  set(into, floats(get(PAIR), 0)),
  set(into, plus4(get(into), times4(minus4(floats(get(PAIR), channels), get(into)), get(ACROSS)))),
];

type Write = (channels: number) => readonly Code[];

const writeBytes: Write = channels => [
  set(TOP, plus4(get(TOP), all4(WHOLE))),
  [...get(TARGET), ...simd(0x1b, pick(get(TOP), [0, 4, 8, 12, ...Array<number>(12).fill(-1)])), 0, 0x36, 0, 0],
  set(TARGET, plus(get(TARGET), constant(channels))),
];

/** From 0 to 1, as float32. */
const writeShades: Write = channels => [
  [...get(TARGET), ...simd(0x0b, simd(0xe7, get(TOP), all4(255))), 2, 0],
  set(TARGET, plus(get(TARGET), constant(4 * channels))),
];

/** Each step is TensorFlow's own, in its order, so that the bytes are those of its `ResizeBilinear`, rounded. */
const onePixel = (channels: number, write: Write): readonly Code[] => [
  set(ACROSS, spread(get(COLUMN), 4)),
  ...between(UPPER_ROW, channels, TOP),
  ...between(LOWER_ROW, channels, BOTTOM),
  set(TOP, plus4(plus4(get(TOP), times4(minus4(get(BOTTOM), get(TOP)), get(DOWN))), all4(HALF))),
  set(TOP, simd(0x69, get(TOP))),
  ...write(channels),
  set(COLUMN, plus(get(COLUMN), constant(ENTRY))),
];

const allRows = (channels: number, write: Write): Code =>
  until(get(ROWS), get(ROWS_END), [
    set(UPPER_ROW, plus(get(SOURCE), load(get(ROWS), 0))),
    set(LOWER_ROW, plus(get(UPPER_ROW), get(STRIDE))),
    set(DOWN, spread(get(ROWS), 4)),
    set(COLUMN, get(COLUMNS)),
    until(get(COLUMN), get(COLUMNS_END), onePixel(channels, write)),
    set(ROWS, plus(get(ROWS), constant(ENTRY))),
  ]);

const CHANNELS = [1, 3] as const;
const WRITES = [
  ['bytes', writeBytes],
  ['shades', writeShades],
] as const;

/**
 * A module with its `memory`, and `bytes1`, `bytes3`, `shades1` and `shades3`, for pictures of so many channels and for what is
 * written. They are given the begins and ends of two tables, of columns and rows, the first picture with the bytes of its rows, and
 * the second picture.
 */
export function resizeModule(): Uint8Array {
  const locals = list([
    [3, I32],
    [5, V128],
  ]);
  const bodies = WRITES.flatMap(([, write]) =>
    CHANNELS.map(channels => [...locals, ...allRows(channels, write), 0x0b]),
  );
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [[0x60, ...list(Array<Code>(GIVEN).fill([I32])), 0]]),
    ...section(
      3,
      bodies.map(() => [0]),
    ),
    ...section(5, [[0, 1]]),
    ...section(7, [
      [...text('memory'), 2, 0],
      ...WRITES.flatMap(([name]) => CHANNELS.map(channels => text(`${name}${channels}`))).map((name, i) => [
        ...name,
        0,
        i,
      ]),
    ]),
    ...section(
      10,
      bodies.map(body => [...number(body.length), ...body]),
    ),
  ]);
}
