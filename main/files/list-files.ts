import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Every file below a folder, as paths relative to it; links are listed, not followed. */
export async function filesBelow(folder: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const nested = entries.map(async entry => {
    const path = join(below, entry.name);
    return entry.isDirectory() ? filesBelow(folder, path) : [path];
  });
  return (await Promise.all(nested)).flat();
}
