import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export type DesktopProblem = {
  readonly code:
    | 'electron/no-display'
    | 'electron/root'
    | 'electron/sandbox'
    | 'electron/packages'
    | 'electron/not-found'
    | 'electron/node-too-old'
    | 'electron/download';
  /** Why there is no window, as one sentence. */
  readonly what: string;
  readonly howToGet: string;
};

/** Why no window could open here, whatever Electron is installed; null when one could. */
export function displayProblem(env: NodeJS.ProcessEnv = process.env): DesktopProblem | null {
  if (process.platform !== 'linux') return null;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY)
    return {
      code: 'electron/no-display',
      what: 'There is no display ($DISPLAY and $WAYLAND_DISPLAY are empty).',
      howToGet: 'Open the page in a browser; from another machine, through an SSH tunnel.',
    };
  if (process.getuid?.() === 0)
    return {
      code: 'electron/root',
      what: 'Electron does not open a sandboxed window for the root user.',
      howToGet: 'Start Receptive as an ordinary user.',
    };
  return null;
}

/**
 * Whether Chromium's sandbox can start for this Electron: by user namespaces, which some systems forbid, or by its setuid helper. The
 * sandbox is never switched off; without it the studio opens in the browser, which has its own.
 */
export async function sandboxProblem(electron: string): Promise<DesktopProblem | null> {
  if (process.platform !== 'linux') return null;
  const setting = (name: string) =>
    readFile(`/proc/sys/kernel/${name}`, 'utf8').then(
      text => text.trim(),
      () => null,
    );
  const forbidden =
    (await setting('apparmor_restrict_unprivileged_userns')) === '1' ||
    (await setting('unprivileged_userns_clone')) === '0';
  if (!forbidden) return null;
  const helper = join(dirname(electron), 'chrome-sandbox');
  const found = await stat(helper).catch(() => null);
  if (found && found.uid === 0 && (found.mode & 0o4755) === 0o4755) return null;
  return {
    code: 'electron/sandbox',
    what: 'This system keeps Electron from starting its sandbox.',
    howToGet: `Allow it once with: sudo chown root ${helper} && sudo chmod 4755 ${helper}`,
  };
}
