import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineError } from '#shared/protocol/errors';
import type { RunSummary } from '#shared/protocol/runs';
import { err, ok, type Result } from '#shared/result';
import { attempt } from './file-failed';
import { isRunId } from './run-id';
import { RunStore } from './run-store';

/**
 * Deleted runs, until the trash is emptied: in a folder within that of the runs, so that deleting and restoring is one rename.
 * Its name is none that a run can have.
 */
export class RunTrash {
  readonly folder: string;
  readonly #store: RunStore;

  constructor(store: RunStore) {
    this.#store = store;
    this.folder = join(store.folder, '.trash');
  }

  /** The deleted runs, the newest first. */
  list(): Promise<RunSummary[]> {
    return this.#deleted.list();
  }

  /** Moves a run here. One that a process trains right now is refused, and so is a folder that is no run. */
  async delete(run: string): Promise<Result<void, EngineError>> {
    const found = await this.#store.summary(run);
    if (!found.ok) return found;
    if (await this.#store.isActive(run)) return err({ code: 'run/in-progress', run });
    const made = await attempt(this.folder, () => mkdir(this.folder, { recursive: true }));
    return made.ok ? move(run, this.#store.folder, this.folder) : made;
  }

  /** Moves a deleted run back to where it was. */
  async restore(run: string): Promise<Result<RunSummary, EngineError>> {
    if (!isRunId(run)) return err({ code: 'run/not-found', run });
    const moved = await move(run, this.folder, this.#store.folder);
    return moved.ok ? this.#store.summary(run) : moved;
  }

  /** Removes the deleted runs for good. @returns how many they were */
  async empty(): Promise<Result<number, EngineError>> {
    const names = await readdir(this.folder).catch(() => []);
    const removed = await attempt(this.folder, () => rm(this.folder, { recursive: true, force: true }));
    return removed.ok ? ok(names.filter(isRunId).length) : removed;
  }

  /** None in there can be in progress. */
  get #deleted(): RunStore {
    return new RunStore(this.folder, () => null);
  }
}

async function move(run: string, from: string, to: string): Promise<Result<void, EngineError>> {
  const [source, target] = [join(from, run), join(to, run)];
  if (!(await exists(source))) return err({ code: 'run/not-found', run });
  // Where it is empty, rename would replace it without a word.
  if (await exists(target)) return err({ code: 'run/exists', run, folder: to });
  return attempt(source, () => rename(source, target));
}

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null;
