import { access, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '#shared/result';
import { writeFileAtomic } from '../files/atomic';
import { cacheFolder } from '../files/cache-folder';
import { withLock } from '../files/lock';
import { type DesktopProblem, displayProblem, sandboxProblem } from './desktop';
import { fetchElectron } from './fetch-electron';
import { requireHere } from './packages';

export type { DesktopProblem } from './desktop';

export type Electron = {
  /** The program to start. */
  readonly path: string;
  /**
   * Whether it takes an app's folder as its argument. A packaged Electron does not: it carries its app inside.
   */
  readonly takesApp: boolean;
};

export type ElectronOptions = {
  report: (message: string) => void;
  signal?: AbortSignal;
  /** False only looks, and never downloads. Default true. */
  fetch?: boolean;
};

/**
 * Finds an Electron that can open a window now: $RECEPTIVE_ELECTRON, else the `electron` package's own, which is fetched by the
 * package's downloader (it checks the SHA-256 that the package carries). A failed download is not tried again for an hour.
 */
export async function findElectron(options: ElectronOptions): Promise<Result<Electron, DesktopProblem>> {
  const display = displayProblem();
  if (display) return err(display);
  const found = await locateElectron(options);
  if (!found.ok) return found;
  const sandbox = await sandboxProblem(found.value);
  return sandbox ? err(sandbox) : ok({ path: found.value, takesApp: await takesApp(found.value) });
}

/**
 * The program of `findElectron`, whether or not it can open a window here: $RECEPTIVE_ELECTRON, else the package's own, fetched
 * where it is missing.
 */
export async function locateElectron(options: ElectronOptions): Promise<Result<string, DesktopProblem>> {
  const named = process.env.RECEPTIVE_ELECTRON;
  if (named) return (await isFile(named)) ? ok(named) : err(notFound(named));
  const folder = electronFolder();
  if (!folder) return err(noPackage);
  const installed = await installedElectron(folder);
  if (installed) return ok(installed);
  if (options.fetch === false) return err(notFetched);
  return fetchOnce(folder, options);
}

async function fetchOnce(folder: string, { report, signal }: ElectronOptions): Promise<Result<string, DesktopProblem>> {
  const failed = await recentFailure();
  if (failed) return err(failed);
  const lock = {
    what: 'fetching Electron',
    signal,
    onWait: () => report('Waiting for another start to fetch Electron'),
  };
  const done = await withLock(
    cacheFolder('locks', 'electron'),
    lock,
    async (): Promise<Result<string, DesktopProblem>> => {
      const meanwhile = await installedElectron(folder);
      if (meanwhile) return ok(meanwhile);
      const fetched = await fetchElectron(folder, report, signal);
      if (!fetched.ok) {
        if (fetched.error.code === 'electron/download' && !signal?.aborted) await noteFailure(fetched.error);
        return fetched;
      }
      const installed = await installedElectron(folder);
      return installed ? ok(installed) : err(notFound(folder));
    },
  );
  if (done.ok) return done;
  if ('what' in done.error) return err(done.error);
  return err({ code: 'electron/download', what: done.error.message, howToGet: 'Start again.' });
}

function electronFolder(): string | null {
  try {
    return dirname(requireHere.resolve('electron/package.json'));
  } catch {
    return null;
  }
}

/** The package's program, when its downloader has finished: `path.txt` is the last thing it writes. */
async function installedElectron(folder: string): Promise<string | null> {
  const name = await readFile(join(folder, 'path.txt'), 'utf8').catch(() => null);
  if (!name) return null;
  const path = join(folder, 'dist', name.trim());
  return (await isFile(path)) ? path : null;
}

async function takesApp(electron: string): Promise<boolean> {
  const resources =
    process.platform === 'darwin' ? join(dirname(electron), '..', 'Resources') : join(dirname(electron), 'resources');
  return access(join(resources, 'default_app.asar')).then(
    () => true,
    () => false,
  );
}

const isFile = (path: string) =>
  stat(path).then(
    found => found.isFile(),
    () => false,
  );

const Failure = z.object({ at: z.number(), what: z.string(), howToGet: z.string() });
const FORGET_AFTER_MS = 60 * 60 * 1000;
const failurePlace = () => cacheFolder('electron-failure.json');

async function recentFailure(): Promise<DesktopProblem | null> {
  try {
    const { at, what, howToGet } = Failure.parse(JSON.parse(await readFile(failurePlace(), 'utf8')));
    return Date.now() - at < FORGET_AFTER_MS ? { code: 'electron/download', what, howToGet } : null;
  } catch {
    return null;
  }
}

/** Losing the note only means trying again. */
async function noteFailure({ what, howToGet }: DesktopProblem): Promise<void> {
  await writeFileAtomic(failurePlace(), JSON.stringify({ at: Date.now(), what, howToGet }));
}

const notFound = (path: string): DesktopProblem => ({
  code: 'electron/not-found',
  what: `There is no Electron at ${path}.`,
  howToGet: 'Correct RECEPTIVE_ELECTRON, or unset it to use the one of the electron package.',
});

const noPackage: DesktopProblem = {
  code: 'electron/packages',
  what: 'The npm package electron is not installed.',
  howToGet: 'Run npm ci in the Receptive folder, or name an Electron in RECEPTIVE_ELECTRON.',
};

const notFetched: DesktopProblem = {
  code: 'electron/not-found',
  what: 'Electron has not been downloaded yet.',
  howToGet: 'npm start fetches it, or name one in RECEPTIVE_ELECTRON.',
};
