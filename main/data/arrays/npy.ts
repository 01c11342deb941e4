import { err, ok, type Result } from '#shared/result';
import { countOf, type NumberArray, readNumbers, type TextArray } from './number-array';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** NumPy's own arrays have at most 64. */
const MOST_DIMENSIONS = 64;

/**
 * Reads a NumPy array (numpy.lib.format, versions 1 to 3): numbers, or texts. What needs Python to be understood, pickled
 * objects and records, is refused. The error is the end of a sentence.
 */
export function readNpy(bytes: Uint8Array): Result<NumberArray | TextArray, string> {
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) return err('this is not a NumPy array');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6] ?? 0;
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) return err('the file is cut short');
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (bytes.length < start + length) return err('the file is cut short');
  const header = Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString('utf8');
  // A Python dictionary, which NumPy always writes in this form.
  const type = /'descr':\s*'([<>|=]?)(\w)(\d+)?'/.exec(header);
  const dimensions = /'shape':\s*\(([\d,\sL]*)\)/.exec(header)?.[1];
  if (!type || dimensions === undefined) {
    return err('its values are records or objects, not numbers: save a plain array of numbers');
  }
  const [, order, letter = '', size = ''] = type;
  if (letter === 'O') {
    return err('its values are Python objects (pickled), which are not read for safety: save numbers or texts');
  }
  const shape = dimensions
    .split(',')
    .map(word => word.replace('L', '').trim())
    .filter(word => word !== '')
    .map(Number);
  if (shape.length > MOST_DIMENSIONS || !shape.every(Number.isSafeInteger)) return err('its header is damaged');
  if (/'fortran_order':\s*True/.test(header) && shape.length > 1) {
    return err('its values lie in Fortran order: save np.ascontiguousarray(array) instead');
  }
  const from = start + length;
  const little = order !== '>';
  if (letter === 'U') return readTexts(bytes, from, shape, 4 * Number(size), utf32(little));
  if (letter === 'S') return readTexts(bytes, from, shape, Number(size), item => item.toString('utf8'));
  return readNumbers(bytes, from, shape, `${letter}${size}`, little);
}

/** One code point in four bytes. */
const utf32 = (little: boolean) => (item: Buffer) => {
  const points = Array.from({ length: item.length / 4 }, (_, i) =>
    little ? item.readUInt32LE(4 * i) : item.readUInt32BE(4 * i),
  );
  return String.fromCodePoint(...points.filter(point => point <= 0x10ffff));
};

/** Texts of one length each, filled up with zeros. */
function readTexts(
  bytes: Uint8Array,
  from: number,
  shape: readonly number[],
  size: number,
  decode: (item: Buffer) => string,
): Result<TextArray, string> {
  const count = countOf(shape);
  if (bytes.length - from < count * size) return err('the file is cut short');
  const texts = Array.from({ length: count }, (_, i) =>
    decode(Buffer.from(bytes.buffer, bytes.byteOffset + from + i * size, size)).replace(/\0+$/, ''),
  );
  return ok({ shape, texts });
}
