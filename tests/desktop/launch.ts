import { setTimeout as sleep } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { test as base, type TestInfo } from 'playwright/test';
import { repoRoot } from '../support/repo';
import { makeTempFolder } from '../support/temp-folder';

export interface LaunchOptions {
  /** More words for the command line, after the app. */
  readonly args?: readonly string[];
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder for settings and state. By default an empty one for this launch. */
  readonly userData?: string;
  /** A folder with a package.json that names its `main`. By default the studio, as built in dist/. */
  readonly appFolder?: string;
}

export interface RunningApp {
  readonly app: ElectronApplication;
  /** The first window, loaded. */
  readonly window: Page;
}

interface Launched {
  readonly app: ElectronApplication;
  /** Kept, for Playwright forgets it once the app has been closed. */
  readonly child: ReturnType<ElectronApplication['process']>;
}

type LaunchStudio = (options?: LaunchOptions) => Promise<RunningApp>;

/**
 * Playwright's `test` with one fixture more: `launchStudio` starts the studio in a real Electron. What a test leaves
 * running is ended after it, its folders are removed, and a failed test leaves a picture of each window.
 */
export const test = base.extend<{ launchStudio: LaunchStudio }>({
  // Playwright reads the fixtures that this one needs from the pattern: none.
  // biome-ignore lint/correctness/noEmptyPattern: the pattern is Playwright's syntax
  launchStudio: async ({}, use, testInfo) => {
    const running: Launched[] = [];
    const temp = await makeTempFolder('desktop');
    await use(async (options = {}) => {
      const app = await launch({ userData: `${temp.path}/${running.length}`, ...options });
      running.push({ app, child: app.process() });
      const window = await app.firstWindow();
      // A window begins with an empty page, which the studio's own then replaces.
      if (options.appFolder === undefined) await window.waitForURL('app://receptive/index.html');
      return { app, window };
    });
    for (const launched of running) {
      if (testInfo.status !== testInfo.expectedStatus) await takePictures(launched.app, testInfo);
      await end(launched);
    }
    await temp.remove();
  },
});

export { expect } from 'playwright/test';

function launch({ args = [], env = {}, userData, appFolder = repoRoot }: LaunchOptions): Promise<ElectronApplication> {
  return _electron.launch({
    args: [appFolder, `--user-data-dir=${userData}`, ...args],
    // Runs and the workspace belong to the launch, too.
    env: { ...definedVariables(process.env), RECEPTIVE_DATA: `${userData}/data`, ...env },
    // Chromium's sandbox refuses to work for root.
    chromiumSandbox: process.getuid?.() !== 0,
    timeout: 60_000,
  });
}

function definedVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}

async function takePictures(app: ElectronApplication, testInfo: TestInfo): Promise<void> {
  // The picture is a help: a window that is gone or hangs must not hide why the test failed.
  for (const [index, window] of app.windows().entries())
    await window
      .screenshot({ path: testInfo.outputPath(`window-${index + 1}.png`), timeout: 5_000 })
      .catch(() => undefined);
}

/** Asks the app to quit, and ends it where it asks back ("training is running…") or hangs. */
async function end({ app, child }: Launched): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = app.close().then(() => true);
  if (!(await Promise.race([closed, sleep(5_000, false)]))) {
    child.kill('SIGKILL');
    await closed;
  }
}
