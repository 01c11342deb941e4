import { err, ok, type Result } from '#shared/result';

/** An array of numbers, or of texts, as a file holds it: row-major. */
export interface NumberArray {
  readonly shape: readonly number[];
  /** Bytes stay bytes, a quarter of the memory; all other numbers become float32. */
  readonly values: Uint8Array | Float32Array;
}
export interface TextArray {
  readonly shape: readonly number[];
  readonly texts: readonly string[];
}

/** A type of numbers: its bytes, and how one is read. */
interface NumberType {
  readonly bytes: number;
  read(view: DataView, at: number, little: boolean): number;
}

/** By NumPy's letter and size. */
const NUMBER_TYPES: Readonly<Record<string, NumberType>> = {
  b1: { bytes: 1, read: (view, at) => view.getUint8(at) },
  u1: { bytes: 1, read: (view, at) => view.getUint8(at) },
  i1: { bytes: 1, read: (view, at) => view.getInt8(at) },
  u2: { bytes: 2, read: (view, at, little) => view.getUint16(at, little) },
  i2: { bytes: 2, read: (view, at, little) => view.getInt16(at, little) },
  u4: { bytes: 4, read: (view, at, little) => view.getUint32(at, little) },
  i4: { bytes: 4, read: (view, at, little) => view.getInt32(at, little) },
  u8: { bytes: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  i8: { bytes: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  f2: { bytes: 2, read: (view, at, little) => half(view.getUint16(at, little)) },
  f4: { bytes: 4, read: (view, at, little) => view.getFloat32(at, little) },
  f8: { bytes: 8, read: (view, at, little) => view.getFloat64(at, little) },
};

/** IEEE 754 binary16. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

export const countOf = (shape: readonly number[]): number => shape.reduce((all, size) => all * size, 1);

/**
 * Reads numbers that lie one after another. The error is the end of a sentence.
 * @param from the byte at which they begin
 */
export function readNumbers(
  bytes: Uint8Array,
  from: number,
  shape: readonly number[],
  typeName: string,
  little: boolean,
): Result<NumberArray, string> {
  const type = NUMBER_TYPES[typeName];
  if (!type) return err(`numbers of the type ${typeName} are not supported: save them as float32, int64 or uint8`);
  const count = countOf(shape);
  const found = bytes.length - from;
  if (found < count * type.bytes) {
    return err(`the file is cut short: ${shape.join(' × ')} values take ${count * type.bytes} bytes, found ${found}`);
  }
  if (typeName === 'u1' || typeName === 'b1') return ok({ shape, values: bytes.subarray(from, from + count) });
  const view = new DataView(bytes.buffer, bytes.byteOffset + from, count * type.bytes);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = type.read(view, i * type.bytes, little);
  return ok({ shape, values });
}
