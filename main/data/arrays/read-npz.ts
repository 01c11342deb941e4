import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type FlateError, Unzip, UnzipInflate } from 'fflate';
import { err, ok, type Result } from '#shared/result';
import { fileProblem } from '../../files/file-problem';
import { type AfterPiece, megabytes, ReadingStopped } from '../own-files/reading';
import { fileSize } from '../own-files/whole-path';

/** The arrays of an NPZ file by name, each still in NPY's form. */
export type PackedArrays = ReadonlyMap<string, Uint8Array>;

const PIECE = 2 ** 20;

const isFlateError = (cause: unknown): cause is FlateError =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'number';

/**
 * Unpacks an NPZ file (a ZIP of NPY files, as numpy.savez writes it), piece by piece. Nothing is written to disk, so that names
 * in it lead nowhere. The error is a sentence that names the file.
 * @param most bytes that all arrays may have together, unpacked
 * @throws ReadingStopped
 */
export async function readNpz(file: string, most: number, after?: AfterPiece): Promise<Result<PackedArrays, string>> {
  const size = await fileSize(file);
  if (!size.ok) return size;
  const arrays = new Map<string, Uint8Array>();
  let unpacked = 0;
  let open = 0;
  let problem: string | null = null;
  const unzip = new Unzip(entry => {
    if (!entry.name.endsWith('.npy')) return;
    const pieces: Uint8Array[] = [];
    open++;
    entry.ondata = (error, piece, final) => {
      if (error) problem = 'the file is damaged';
      if (problem !== null || error) return;
      unpacked += piece.length;
      if (unpacked > most) problem = `its arrays have more than ${most / 2 ** 30} GB, unpacked`;
      pieces.push(piece);
      if (!final) return;
      open--;
      arrays.set(entry.name.slice(0, -'.npy'.length), Buffer.concat(pieces));
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  try {
    for await (const piece of createReadStream(file, { highWaterMark: PIECE }) as AsyncIterable<Buffer>) {
      unzip.push(piece);
      if (problem !== null) break;
      await nextTurn();
      after?.(() => `Reading ${basename(file)}: ${megabytes(unpacked)}`);
    }
    if (problem === null) unzip.push(new Uint8Array(), true);
  } catch (cause) {
    if (cause instanceof ReadingStopped) throw cause;
    if (!isFlateError(cause)) return err(fileProblem(cause, file).message);
    problem = 'the file is damaged or cut short';
  }
  if (problem === null && open > 0) problem = 'the file is cut short';
  if (problem === null && arrays.size === 0) problem = 'there are no arrays in it; is it an NPZ file?';
  return problem === null ? ok(arrays) : err(`${file}: ${problem}`);
}
