import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { err, ok, type Result } from '#shared/result';
import { errorCode, type FileProblem, fileProblem } from './file-problem';

const MARK = '.aside-';

/** A fresh name beside `path`: on the same disk, so that the final rename can't become a copy. */
export const asideName = (path: string) => `${path}${MARK}${process.pid}-${randomBytes(4).toString('hex')}`;

/**
 * Writes a whole file or nothing: aside in the same folder, flushed to the disk, then renamed over the old one.
 * Missing parent folders are made. After a crash or power cut the old content or the new one is there, never a mix.
 */
export async function writeFileAtomic(path: string, data: string | Uint8Array): Promise<Result<void, FileProblem>> {
  const aside = asideName(path);
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(aside, 'wx');
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
    await syncFolder(dirname(path));
    return ok(undefined);
  } catch (cause) {
    // What kept the file from being made may also keep this from being looked for; the first reason is the one to tell.
    await rm(aside, { force: true }).catch(() => undefined);
    return err(fileProblem(cause, path));
  }
}

/**
 * Makes a whole folder or nothing: `build` fills a new folder beside `target`, which takes the place of `target` only when
 * it succeeds. Two builders at once do no harm: the last one to finish stays.
 * @param build gets the folder to fill; its error is handed on and what it left is removed
 */
export function buildFolderAtomic<T, E>(
  target: string,
  build: (aside: string) => Promise<Result<T, E>>,
): Promise<Result<T, E | FileProblem>> {
  return withFolderBeside(target, async aside => {
    const built = await build(aside);
    if (built.ok) await replaceFolder(aside, target);
    return built;
  });
}

/** Lends `work` a new, empty folder on the same disk as `target`, and removes it afterwards. */
export async function withFolderBeside<T, E>(
  target: string,
  work: (folder: string) => Promise<Result<T, E>>,
): Promise<Result<T, E | FileProblem>> {
  const aside = asideName(target);
  try {
    await mkdir(aside, { recursive: true });
    return await work(aside);
  } catch (cause) {
    return err(fileProblem(cause, target));
  } finally {
    await rm(aside, { recursive: true, force: true }).catch(() => undefined);
  }
}

/**
 * Removes what killed writers of `target` left beside it. Call it only while no one else can be writing there. What a killed
 * writer's own child still holds open stays for the next time.
 */
export const removeLeftovers = (target: string): Promise<void> =>
  removeNamed(dirname(target), name => name.startsWith(basename(target) + MARK));

/** The same for whatever was being written in a folder. */
export const removeLeftoversIn = (folder: string): Promise<void> => removeNamed(folder, name => name.includes(MARK));

/** Removes a folder so that no one takes what is half removed for whole. One in use may stay, as Windows has it. */
export async function removeFolder(path: string): Promise<void> {
  const aside = asideName(path);
  const moved = await rename(path, aside).then(
    () => true,
    () => false,
  );
  if (moved) await rm(aside, { recursive: true, force: true }).catch(() => undefined);
}

async function removeNamed(folder: string, chosen: (name: string) => boolean): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter(chosen)) {
    const options = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 };
    await rm(join(folder, name), options).catch(() => undefined);
  }
}

async function replaceFolder(from: string, target: string): Promise<void> {
  const old = asideName(target);
  for (;;) {
    try {
      await rename(from, target);
      await rm(old, { recursive: true, force: true });
      return;
    } catch (cause) {
      // A folder with content can't be renamed over: it is moved away first, and a rival may put a new one there meanwhile.
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOTDIR'].includes(errorCode(cause) ?? '')) throw cause;
      const moved = await rename(target, old).then(
        () => true,
        (reason: unknown) => errorCode(reason) === 'ENOENT',
      );
      if (!moved) throw cause;
      await rm(old, { recursive: true, force: true });
    }
  }
}

/** Makes a rename survive a power cut. Folders can't be opened on Windows, which journals renames by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (cause) {
    // Some network file systems refuse to flush a folder; the content itself is safe by then.
    if (!['EINVAL', 'ENOTSUP', 'EPERM'].includes(errorCode(cause) ?? '')) throw cause;
  } finally {
    await handle.close();
  }
}
