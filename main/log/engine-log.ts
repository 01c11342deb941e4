import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A full log is put aside as `engine.old.log`, in the place of the one before: at most twice this on the disk. */
const MAX_BYTES = 1024 * 1024;
const MAX_ENTRY = 16 * 1024;

/** Where bugs are written down. Writing is synchronous, so that an entry is on the disk even if the process ends right after. */
export class EngineLog {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Writes a bug down; never throws. @returns the id under which it is found */
  readonly bug = (error: unknown): string => {
    const id = randomBytes(4).toString('hex');
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      this.#rotate();
      appendFileSync(this.#file, `${new Date().toISOString()} ${id} ${text.slice(0, MAX_ENTRY)}\n`);
    } catch {
      // There is no other place to tell of a log that can't be written; standard error is at least seen in a terminal.
      console.error(id, text);
    }
    return id;
  };

  #rotate(): void {
    const size = statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > MAX_BYTES) renameSync(this.#file, this.#file.replace(/\.log$/, '.old.log'));
  }
}
