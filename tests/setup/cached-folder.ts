import { access } from 'node:fs/promises';
import { buildFolderAtomic, removeLeftovers } from '#main/files/atomic';
import { cacheFolder } from '#main/files/cache-folder';
import { withLock } from '#main/files/lock';
import { ok } from '#shared/result';
import { progress } from './command';

/**
 * A folder of the cache that is made once and from then on only read. It is made aside and renamed when it is whole, so
 * what is found under its name is whole, whoever was killed; of two processes that need it at once, one makes it.
 * @param name tells the version too: whatever changes the contents must change the name.
 * @param make fills the empty folder it is given, and throws when that fails.
 */
export async function cachedFolder(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = cacheFolder(name);
  if (await isThere(folder)) return folder;
  const lock = {
    what: `making ${name}`,
    onWait: (holder: { pid: number; what: string }) => progress(`waiting for process ${holder.pid}: ${holder.what}`),
  };
  const made = await withLock(cacheFolder('locks', name), lock, async () => {
    if (await isThere(folder)) return ok(undefined);
    await removeLeftovers(folder);
    return buildFolderAtomic(folder, async aside => ok(await make(aside)));
  });
  if (!made.ok) throw new Error(made.error.message);
  return folder;
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
