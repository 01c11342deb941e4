import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright';
import { makeTempFolder } from '../support/temp-folder';
import { waitUntil } from '../support/wait-until';

/** How an app ended. A clean end is `CLEAN`. */
export interface Ending {
  /** The exit code that the app itself quits with; `null` where it never came to quitting. */
  readonly code: number | null;
  /** The error, if any, that the page's last words brought about when they arrived after its window was gone. */
  readonly lateWords: string;
}

export const CLEAN: Ending = { code: 0, lateWords: '' };

/**
 * Notes how an app ends, from now on; what it returns waits for that.
 *
 * The app notes it itself. The exit code of its process would not do: Playwright needs Electron's inspector, and once in a
 * hundred times Electron 22 crashes in the inspector's own thread while it takes that down, when all of the app has ended.
 */
export async function noteEnding(app: ElectronApplication): Promise<() => Promise<Ending>> {
  const child = app.process();
  const temp = await makeTempFolder('ending');
  const file = join(temp.path, 'ending.json');
  await app.evaluate(
    ({ app: electron, ipcMain }, { path, channel }) => {
      const fs: typeof import('node:fs') | undefined = process.mainModule?.require('node:fs');
      electron.on('quit', (_event, code) => {
        let lateWords = '';
        try {
          ipcMain.emit(channel, { sender: null, senderFrame: null }, { unsavedChanges: false, training: false });
        } catch (error) {
          lateWords = String(error);
        }
        fs?.writeFileSync(path, JSON.stringify({ code, lateWords }));
      });
    },
    { path: file, channel: 'window:activity' },
  );
  return async () => {
    await waitUntil('the app to end', () => child.exitCode !== null || child.signalCode !== null, 20);
    const noted = await readFile(file, 'utf8').catch(() => JSON.stringify({ code: null, lateWords: '' }));
    await temp.remove();
    return JSON.parse(noted) as Ending;
  };
}
