import { type FileHandle, open } from 'node:fs/promises';
import { err, ok, type Result } from '#shared/result';
import { errorCode, fileProblem } from '../files/file-problem';

/** An IDX file of unsigned bytes: how MNIST is stored. */
export interface IdxFile {
  /** First the number of items; for pictures then rows and columns. */
  readonly dimensions: readonly number[];
  /** Row-major. */
  readonly values: Uint8Array;
}

/** Why a file is not the IDX file it should be; `message` says what was expected and what was found. */
export interface IdxProblem {
  readonly file: string;
  readonly message: string;
}

const CHUNK = 4 * 1024 * 1024;

/**
 * Reads the header: two zero bytes, the type of the values (08: unsigned bytes), the number of dimensions, then each
 * dimension as a big-endian 32-bit number (the format's description stands on the MNIST database's own page).
 * The file's size must be what the header says.
 */
export async function readIdxHeader(
  file: string,
  dimensionCount: number,
): Promise<Result<readonly number[], IdxProblem>> {
  return withFile(file, handle => checkedHeader(file, handle, dimensionCount));
}

/**
 * Reads the whole file in pieces.
 * @param onPiece called after each piece with the part read, 0 to 1; `false` ends the reading with `undefined`
 */
export async function readIdxFile(
  file: string,
  dimensionCount: number,
  onPiece: (part: number) => boolean,
): Promise<Result<IdxFile | undefined, IdxProblem>> {
  return withFile(file, async handle => {
    const header = await checkedHeader(file, handle, dimensionCount);
    if (!header.ok) return header;
    const start = 4 + 4 * dimensionCount;
    const values = new Uint8Array(product(header.value));
    for (let at = 0; at < values.length; ) {
      const { bytesRead } = await handle.read(values, at, Math.min(CHUNK, values.length - at), start + at);
      if (bytesRead === 0) return err(cutShort(file, start + values.length, start + at));
      at += bytesRead;
      if (!onPiece(at / values.length)) return ok(undefined);
    }
    return ok({ dimensions: header.value, values });
  });
}

const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

const cutShort = (file: string, expected: number, found: number): IdxProblem => ({
  file,
  message: `the file is cut short: expected ${expected} bytes, found ${found}. Fetch it again.`,
});

async function withFile<T>(
  file: string,
  use: (handle: FileHandle) => Promise<Result<T, IdxProblem>>,
): Promise<Result<T, IdxProblem>> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    return await use(handle);
  } catch (cause) {
    if (errorCode(cause) === undefined) throw cause;
    const { message } = fileProblem(cause, file);
    return err({ file, message: message.slice(file.length + 2) });
  } finally {
    await handle?.close();
  }
}

async function checkedHeader(
  file: string,
  handle: FileHandle,
  dimensionCount: number,
): Promise<Result<readonly number[], IdxProblem>> {
  const length = 4 + 4 * dimensionCount;
  const bytes = new Uint8Array(length);
  const { bytesRead } = await handle.read(bytes, 0, length, 0);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    return err({ file, message: 'the file is still compressed by gzip: unpack it (gunzip) first.' });
  }
  const expected = [0, 0, 8, dimensionCount];
  if (!expected.every((byte, i) => i >= bytesRead || bytes[i] === byte)) {
    return err({
      file,
      message: `not an IDX file of unsigned bytes in ${dimensionCount} dimensions: expected it to begin with ${hex(expected)}, found ${hex([...bytes.slice(0, 4)])}.`,
    });
  }
  if (bytesRead < length) return err(cutShort(file, length, bytesRead));
  const view = new DataView(bytes.buffer);
  const dimensions = Array.from({ length: dimensionCount }, (_, i) => view.getUint32(4 + 4 * i));
  const { size } = await handle.stat();
  const whole = length + product(dimensions);
  if (size < whole) return err(cutShort(file, whole, size));
  if (size > whole) {
    return err({
      file,
      message: `the file is longer than its header says: expected ${whole} bytes (${dimensions.join(' × ')} values), found ${size}.`,
    });
  }
  return ok(dimensions);
}

const hex = (bytes: readonly number[]): string => bytes.map(byte => byte.toString(16).padStart(2, '0')).join(' ');
