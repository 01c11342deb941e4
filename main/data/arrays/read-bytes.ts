import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { err, ok, type Result } from '#shared/result';
import { errorCode, fileProblem } from '../../files/file-problem';
import { type AfterPiece, megabytes, ReadingStopped } from '../own-files/reading';
import { fileSize } from '../own-files/whole-path';

const GZIP = [0x1f, 0x8b];
export const isGzip = (head: Uint8Array): boolean => GZIP.every((byte, i) => head[i] === byte);

/** The first bytes of a file. @throws system errors */
export async function readHead(file: string, length: number): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await handle.read(bytes, 0, length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

class TooLarge extends Error {}

/**
 * A whole file, unpacked where it is compressed by gzip. The error is a sentence that names the file.
 * @param most bytes that it may have, unpacked
 * @throws ReadingStopped
 */
export async function readBytes(file: string, most: number, after?: AfterPiece): Promise<Result<Uint8Array, string>> {
  const size = await fileSize(file);
  if (!size.ok) return size;
  const pieces: Buffer[] = [];
  let length = 0;
  const collect = async (source: AsyncIterable<Buffer>) => {
    for await (const piece of source) {
      length += piece.length;
      if (length > most) throw new TooLarge();
      pieces.push(piece);
      after?.(() => `Reading ${basename(file)}: ${megabytes(length)}`);
    }
  };
  try {
    const source = createReadStream(file, { highWaterMark: 2 ** 20 });
    if (isGzip(await readHead(file, 2))) await pipeline(source, createGunzip(), collect);
    else await pipeline(source, collect);
    return ok(Buffer.concat(pieces, length));
  } catch (cause) {
    if (cause instanceof ReadingStopped) throw cause;
    if (cause instanceof TooLarge) return err(`${file}: the file has more than ${most / 2 ** 30} GB, unpacked`);
    if (errorCode(cause)?.startsWith('Z_')) return err(`${file}: the file is damaged or cut short (gzip)`);
    return err(fileProblem(cause, file).message);
  }
}
