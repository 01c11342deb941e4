import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { repoRoot } from './repo';

/** The command `receptive` as it is shipped. */
export const receptiveProgram = path.join(repoRoot, 'dist/node/receptive.cjs');

/** Builds dist/ from the sources as they are; milliseconds where that is done. Tests that start processes need it. */
export async function ensureBuilt(): Promise<void> {
  const set = path.join(repoRoot, 'main/bootstrap/receptive.mjs');
  await promisify(execFile)(process.execPath, [set, '--set-up-only'], { cwd: repoRoot });
}
