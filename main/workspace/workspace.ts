import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FILE_ENDING } from '#shared/project/project';
import type { EngineError } from '#shared/protocol/errors';
import type { WorkspaceFile } from '#shared/protocol/requests';
import { err, ok, type Result } from '#shared/result';
import { writeFileAtomic } from '../files/atomic';
import { errorCode } from '../files/file-problem';
import { attempt, fileFailed } from '../runs/file-failed';

type FileError = Extract<EngineError, { code: `file/${string}` }>;

/** A file's revision follows from its content alone. */
const revisionOf = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 32);

/** The projects of a studio that has no file dialog: plain files of one folder. Nothing outside it is read or written. */
export class Workspace {
  /** Writes wait for one another, so that two at once cannot both find the file unchanged. */
  #writes: Promise<unknown> = Promise.resolve();

  constructor(readonly folder: string) {}

  async list(): Promise<Result<WorkspaceFile[], FileError>> {
    const made = await attempt(this.folder, () => mkdir(this.folder, { recursive: true }));
    if (!made.ok) return made;
    const entries = await attempt(this.folder, () => readdir(this.folder, { withFileTypes: true }));
    if (!entries.ok) return entries;
    const names = entries.value.filter(entry => entry.isFile() && entry.name.endsWith(FILE_ENDING));
    const files = await Promise.all(
      names.map(async ({ name }) => {
        const file = await this.#read(name);
        return file.ok ? [{ name, modifiedAt: file.value.modifiedAt, revision: file.value.revision }] : [];
      }),
    );
    return ok(files.flat().sort((a, b) => (a.modifiedAt < b.modifiedAt ? 1 : -1)));
  }

  async read(name: string): Promise<Result<{ text: string; revision: string }, FileError>> {
    const file = await this.#read(name);
    return file.ok ? ok({ text: file.value.text, revision: file.value.revision }) : file;
  }

  /** @param revision that of the file when it was read; `null` creates */
  write(name: string, text: string, revision: string | null): Promise<Result<{ revision: string }, FileError>> {
    const write = this.#writes.then(() => this.#write(name, text, revision));
    this.#writes = write.catch(() => undefined);
    return write;
  }

  async #write(name: string, text: string, revision: string | null): Promise<Result<{ revision: string }, FileError>> {
    const path = join(this.folder, name);
    const there = await this.#read(name);
    if (!there.ok && there.error.code !== 'file/not-found') return there;
    const found = there.ok ? there.value.revision : null;
    if (found !== revision) return err({ code: 'file/changed', path });
    const written = await writeFileAtomic(path, text);
    return written.ok ? ok({ revision: revisionOf(text) }) : err(fileFailed(written.error));
  }

  async #read(name: string): Promise<Result<{ text: string; modifiedAt: string; revision: string }, FileError>> {
    const path = join(this.folder, name);
    const read = async () => {
      // A link could lead out of the folder; the file system is asked not to follow one, where it can be.
      if ((await lstat(path)).isSymbolicLink()) return null;
      const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
      try {
        const { mtime } = await handle.stat();
        return { bytes: await handle.readFile(), modifiedAt: mtime.toISOString() };
      } finally {
        await handle.close();
      }
    };
    try {
      const file = await read();
      if (!file) {
        const message = 'this is a link to another place, which is not followed; put the file itself into the folder.';
        return err({ code: 'file/failed', path, reason: 'file/link', message });
      }
      return ok({ text: file.bytes.toString('utf8'), modifiedAt: file.modifiedAt, revision: revisionOf(file.bytes) });
    } catch (cause) {
      if (errorCode(cause) === 'ENOENT') return err({ code: 'file/not-found', path });
      const failed = await attempt(path, () => Promise.reject(cause));
      if (failed.ok) throw cause;
      return failed;
    }
  }
}
