import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder of one test's own. `remove` takes it away with all that is in it. */
export interface TempFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** Makes an empty folder under the system's folder for temporary files; `name` tells its owner where one is left behind. */
export async function makeTempFolder(name: string): Promise<TempFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), `receptive-${name}-`));
  return {
    path: folder,
    // A process that was just told to end may still be writing: try again for a second or two.
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
  };
}
