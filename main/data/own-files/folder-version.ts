import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClassFolder } from '../image-folder/list-folder';

/** Names, sizes and times of change. */
export async function folderVersion({ path, files }: ClassFolder): Promise<string> {
  const hash = createHash('sha256');
  for (let start = 0; start < files.length; start += 64) {
    const some = files.slice(start, start + 64);
    const found = await Promise.all(some.map(({ file }) => stat(join(path, file)).catch(() => null)));
    for (const [i, { file }] of some.entries()) hash.update(`${file}\0${found[i]?.size}\0${found[i]?.mtimeMs}\n`);
  }
  return hash.digest('hex');
}
