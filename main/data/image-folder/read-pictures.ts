import { createHash } from 'node:crypto';
import { access, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SkippedFile } from '#shared/data/dataset';
import { err, ok, type Result } from '#shared/result';
import { errorCode, fileProblem } from '../../files/file-problem';
import type { DataError, LoadContext } from '../define';
import type { DecodePicture } from './decoder';
import type { PictureFile } from './list-folder';

export interface Picture extends PictureFile {
  /** Of the encoded file, SHA-256 in hex. */
  readonly hash: string;
}

export interface ReadPictures {
  /** Those that could be read, in the order of the listing. */
  readonly pictures: readonly Picture[];
  /** Their pixels one after another, `bytes` for each. */
  readonly pixels: Uint8Array;
  readonly skipped: readonly SkippedFile[];
}

/** Files that are read ahead while one is decoded. */
const AHEAD = 8;
/** No picture that a person took is as large, in bytes. */
const MOST_BYTES = 256 * 2 ** 20;
/** The event loop goes round at least as often, in milliseconds, and progress is told. */
const TURN_MS = 8;
const TELL_MS = 150;

/**
 * Reads and decodes pictures one by one; those that cannot be are listed with the reason.
 * @param bytes of a decoded picture
 */
export async function readPictures(
  folder: string,
  files: readonly PictureFile[],
  bytes: number,
  decode: DecodePicture,
  { signal, report }: LoadContext,
): Promise<Result<ReadPictures, DataError>> {
  const pixels = new Uint8Array(files.length * bytes);
  const pictures: Picture[] = [];
  const skipped: SkippedFile[] = [];
  const ahead: Promise<Result<Buffer, string>>[] = files.slice(0, AHEAD).map(({ file }) => contents(folder, file));
  const breathe = pacer(done => report(`Reading pictures: ${count(done)} of ${count(files.length)}`));
  for (const [index, file] of files.entries()) {
    await breathe(index);
    if (signal.aborted) return err({ code: 'cancelled' });
    const read = await ahead.shift();
    const next = files[index + AHEAD];
    if (next) ahead.push(contents(folder, next.file));
    if (!read) break;
    const at = pictures.length * bytes;
    const decoded = read.ok ? decode(read.value, pixels.subarray(at, at + bytes)) : read;
    if (read.ok && decoded.ok) {
      pictures.push({ ...file, hash: createHash('sha256').update(read.value).digest('hex') });
    } else if (!decoded.ok) {
      skipped.push({ file: file.file, reason: decoded.error });
      if (!read.ok && (await isGone(folder))) return err(vanished(folder, index, files.length));
    }
  }
  return ok({ pictures, pixels: pixels.subarray(0, pictures.length * bytes), skipped });
}

/** Lets the event loop go round, and tells progress, both no more often than they need to. */
function pacer(tell: (done: number) => void): (done: number) => Promise<void> {
  let turned = performance.now();
  let told = Number.NEGATIVE_INFINITY;
  return async done => {
    const now = performance.now();
    if (now - told > TELL_MS) {
      tell(done);
      told = now;
    }
    if (now - turned < TURN_MS) return;
    await nextTurn();
    turned = performance.now();
  };
}

const count = (number: number): string => number.toLocaleString('en-US');

async function contents(folder: string, file: string): Promise<Result<Buffer, string>> {
  const path = join(folder, file);
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) return err(`the file is larger than ${MOST_BYTES / 2 ** 20} MB`);
    return ok(await readFile(path));
  } catch (cause) {
    return err(fileProblem(cause, path).message.slice(path.length + 2));
  }
}

const isGone = (folder: string): Promise<boolean> =>
  access(folder).then(
    () => false,
    cause => errorCode(cause) !== undefined,
  );

const vanished = (folder: string, index: number, all: number): DataError => ({
  code: 'data/unreadable',
  dataset: 'Image folder',
  file: folder,
  message: `the folder vanished while it was read, after ${count(index)} of ${count(all)} pictures. Bring it back, and try again.`,
});
