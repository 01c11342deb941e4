import { err, type Result } from '#shared/result';
import { countOf, type NumberArray, readNumbers } from './number-array';

/** The type of the values by the third byte, as NumPy names it. */
const TYPES: Readonly<Record<number, string>> = { 8: 'u1', 9: 'i1', 11: 'i2', 12: 'i4', 13: 'f4', 14: 'f8' };

/** Whether a file that begins so may be an IDX file: two zeros, a type, 1 to 8 dimensions. */
export const looksLikeIdx = (head: Uint8Array): boolean =>
  head[0] === 0 && head[1] === 0 && TYPES[head[2] ?? 0] !== undefined && (head[3] ?? 0) >= 1 && (head[3] ?? 0) <= 8;

/**
 * Reads an IDX file of any type and number of dimensions (the format's description stands on the MNIST database's own page):
 * big-endian. The error is the end of a sentence.
 */
export function readIdx(bytes: Uint8Array): Result<NumberArray, string> {
  if (!looksLikeIdx(bytes)) {
    const found = [...bytes.subarray(0, 4)].map(byte => byte.toString(16).padStart(2, '0')).join(' ');
    return err(`this is not an IDX file: it begins with ${found || 'nothing'}`);
  }
  const dimensions = bytes[3] ?? 0;
  const start = 4 + 4 * dimensions;
  if (bytes.length < start) return err('the file is cut short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  if (!Number.isSafeInteger(countOf(shape))) return err('its header is damaged');
  return readNumbers(bytes, start, shape, TYPES[bytes[2] ?? 0] ?? '', false);
}
