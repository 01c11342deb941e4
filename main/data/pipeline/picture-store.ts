import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { asideName, writeFileAtomic } from '../../files/atomic';
import { cacheFolder } from '../../files/cache-folder';
import { errorCode } from '../../files/file-problem';
import type { ReadOutcome } from './job';

/** What all stores together may take on the disk, in bytes; the one that was used longest ago goes first. */
const MOST_ON_DISK = 20 * 2 ** 30;

const Index = z.object({
  version: z.literal(2),
  bytes: z.int(),
  outcomes: z.array(
    z.union([
      z.object({
        hash: z.string(),
        size: z.tuple([z.int(), z.int()]),
        turned: z.boolean().optional(),
        together: z.boolean().optional(),
      }),
      z.object({ reason: z.string(), unreachable: z.boolean() }),
    ]),
  ),
});

/** Decoded pictures on the disk: `KEY.pixels`, as many bytes for each file of a listing, and `KEY.json`, what came of each. */
const folder = (): string => cacheFolder('pictures');
const pixelsFile = (key: string): string => join(folder(), `${key}.pixels`);
const indexFile = (key: string): string => join(folder(), `${key}.json`);

export interface PictureStore {
  readonly file: string;
  readonly outcomes: readonly ReadOutcome[];
}

/** @param what all that the pictures' bytes follow from */
export const storeKey = (what: unknown): string =>
  createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 32);

/** A store that was written to its end; `null` where there is none. */
export async function openStore(key: string): Promise<PictureStore | null> {
  try {
    const index = Index.parse(JSON.parse(await readFile(indexFile(key), 'utf8')));
    const file = pixelsFile(key);
    if ((await stat(file)).size !== index.bytes) return null;
    const now = new Date();
    await utimes(file, now, now);
    return { file, outcomes: index.outcomes };
  } catch {
    // Missing or damaged: it is made again.
    return null;
  }
}

/** Writes a store aside, picture by picture. Where the disk refuses, nothing of it stays and everything else goes on. */
export class StoreWriter {
  readonly #key: string;
  readonly #bytes: number;
  readonly #aside: string;
  #handle: FileHandle | null;

  private constructor(key: string, bytes: number, aside: string, handle: FileHandle) {
    this.#key = key;
    this.#bytes = bytes;
    this.#aside = aside;
    this.#handle = handle;
  }

  /** @param bytes of all pictures; `null` where there is no room for them */
  static async create(key: string, bytes: number): Promise<StoreWriter | null> {
    if (bytes > MOST_ON_DISK) return null;
    try {
      await mkdir(folder(), { recursive: true });
      await makeRoom(bytes);
      const aside = asideName(pixelsFile(key));
      return new StoreWriter(key, bytes, aside, await open(aside, 'wx'));
    } catch (cause) {
      if (errorCode(cause) === undefined) throw cause;
      return null;
    }
  }

  async write(pixels: Uint8Array, at: number): Promise<void> {
    await this.#try(handle => handle.write(pixels, 0, pixels.length, at));
  }

  /** Puts it in place; `null` where something went wrong. */
  async finish(outcomes: readonly ReadOutcome[]): Promise<PictureStore | null> {
    // A last picture that was skipped left nothing behind.
    await this.#try(handle => handle.truncate(this.#bytes));
    await this.#try(handle => handle.sync());
    const handle = this.#handle;
    if (!handle) return null;
    this.#handle = null;
    await handle.close();
    const file = pixelsFile(this.#key);
    await rename(this.#aside, file);
    const index = await writeFileAtomic(
      indexFile(this.#key),
      JSON.stringify({ version: 2, bytes: this.#bytes, outcomes }),
    );
    return index.ok ? { file, outcomes } : null;
  }

  async abandon(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close().catch(() => undefined);
    if (handle) await rm(this.#aside, { force: true });
  }

  async #try(act: (handle: FileHandle) => Promise<unknown>): Promise<void> {
    if (!this.#handle) return;
    try {
      await act(this.#handle);
    } catch (cause) {
      if (errorCode(cause) === undefined) throw cause;
      await this.abandon();
    }
  }
}

/** Removes the stores that were used longest ago until there is room for so many bytes, and what killed writers left. */
async function makeRoom(bytes: number): Promise<void> {
  const names = (await readdir(folder())).filter(name => name.includes('.pixels'));
  const found = await Promise.all(names.map(async name => ({ name, ...(await sizeAndTime(join(folder(), name))) })));
  found.sort((a, b) => b.usedAt - a.usedAt);
  let total = bytes;
  for (const { name, size } of found) {
    total += size;
    if (total <= MOST_ON_DISK) continue;
    total -= size;
    await rm(join(folder(), name), { force: true });
    await rm(join(folder(), name.replace(/\.pixels.*$/, '.json')), { force: true });
  }
}

async function sizeAndTime(path: string): Promise<{ readonly size: number; readonly usedAt: number }> {
  const found = await stat(path).catch(() => null);
  return { size: found?.size ?? 0, usedAt: found?.mtimeMs ?? 0 };
}
