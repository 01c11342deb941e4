import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '#shared/result';
import { withFolderBeside } from '../files/atomic';
import { cacheFolder } from '../files/cache-folder';
import { filesBelow } from '../files/list-files';
import type { DesktopProblem } from './desktop';
import { runProcess } from './run-process';

/** A network that lets nothing through often answers nothing at all: without a byte for this long, the download is given up. */
const STALLED_MS = 15_000;
const LOOK_EVERY_MS = 500;

/**
 * Runs the `electron` package's own downloader, which verifies what it fetches and keeps it in its cache.
 * @param folder of the package
 */
export async function fetchElectron(
  folder: string,
  report: (message: string) => void,
  signal?: AbortSignal,
): Promise<Result<void, DesktopProblem>> {
  report('Downloading Electron');
  const done = await withFolderBeside(cacheFolder('electron-download'), async scratch => {
    const watch = watchGrowth(scratch, bytes => report(`Downloading Electron: ${Math.round(bytes / 1e6)} MB`));
    const stop = () => watch.stalled.abort();
    signal?.addEventListener('abort', stop, { once: true });
    // Its temporary folder is ours, so that the growth of what it fetches can be watched and a kill leaves nothing behind.
    const env = { ...process.env, TMPDIR: scratch, TEMP: scratch };
    const end = await runProcess(process.execPath, [join(folder, 'install.js')], {
      env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
      signal: watch.stalled.signal,
    });
    watch.end();
    signal?.removeEventListener('abort', stop);
    if (end.how === 'exit' && end.code === 0) return ok(undefined);
    if (end.how === 'cancelled') return err(unreachable('no data arrives'));
    return err(await whyFailed(folder, end.stderr));
  });
  if (done.ok) return done;
  if ('what' in done.error) return err(done.error);
  return err(unreachable(done.error.message));
}

/** Reports the size of a folder while it grows, and aborts `stalled` when it doesn't for a while. */
function watchGrowth(folder: string, report: (bytes: number) => void) {
  const stalled = new AbortController();
  let most = 0;
  let grewAt = Date.now();
  const look = async () => {
    const files = await filesBelow(folder).catch(() => []);
    const sizes = await Promise.all(
      files.map(path =>
        stat(join(folder, path)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
    );
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    if (bytes > most) {
      most = bytes;
      grewAt = Date.now();
      report(bytes);
    } else if (Date.now() - grewAt > STALLED_MS) {
      stalled.abort();
    }
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  return { stalled, end: () => clearInterval(timer) };
}

/** The Node that the package says its downloader needs, such as `22.12.0`. */
async function neededNode(folder: string): Promise<string | null> {
  const Manifest = z.object({ engines: z.object({ node: z.string() }) });
  try {
    const { engines } = Manifest.parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
    return /(\d+\.\d+\.\d+)/.exec(engines.node)?.[1] ?? null;
  } catch {
    return null;
  }
}

export function olderThan(version: string, needed: string): boolean {
  const [have, want] = [version, needed].map(text => text.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (have?.[i] ?? 0) - (want?.[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

const NETWORK = /fetch failed|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|HTTP ?Error/i;

/** The downloader is tried with every Node, for it may work; only when it fails for no outside reason is an old Node to blame. */
async function whyFailed(folder: string, stderr: string): Promise<DesktopProblem> {
  const network = NETWORK.exec(stderr)?.[0];
  if (network) return unreachable(network);
  const needs = await neededNode(folder);
  if (needs && olderThan(process.versions.node, needs)) return nodeTooOld(needs);
  const lines = stderr.trim().split('\n');
  return unreachable(lines.find(line => /error/i.test(line)) ?? lines[0] ?? 'its downloader said nothing');
}

const nodeTooOld = (needs: string): DesktopProblem => ({
  code: 'electron/node-too-old',
  what: `Electron's downloader failed; it asks for Node ${needs} or newer, and this is ${process.versions.node}.`,
  howToGet: `Run npm start once with a newer Node (the window then opens with this one, too), or name an Electron in RECEPTIVE_ELECTRON.`,
});

const unreachable = (reason: string): DesktopProblem => ({
  code: 'electron/download',
  what: `Electron could not be downloaded (${reason}).`,
  howToGet:
    'Check the network connection or proxy; it is tried again in an hour. Or name an Electron in RECEPTIVE_ELECTRON.',
});
