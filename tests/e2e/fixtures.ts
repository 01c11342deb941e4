import type { Page } from 'playwright';
import { test as base } from 'playwright/test';
import { type ReceptiveProcess, startReceptive } from '../support/receptive-process';
import { makeTempFolder } from '../support/temp-folder';

/** A `receptive serve` of one test's own. */
export interface Studio {
  /** The address with its token. */
  readonly url: string;
  /** The folder with its runs and its workspace (RECEPTIVE_DATA). */
  readonly dataFolder: string;
  /** The served host itself. */
  readonly host: ReceptiveProcess;
  /** The process number of the engine that runs now. */
  enginePid(): number;
}

interface Fixtures {
  readonly studio: Studio;
  readonly studioUrl: string;
  /** Messages in the browser's console that a test expects; all others fail it. */
  readonly expectedErrors: RegExp[];
}

/**
 * Playwright's `test` with a studio: `page` is open at it, with an empty data folder and an engine of its own. An error in the
 * page or its console fails the test, unless it is among `expectedErrors`.
 */
export const test = base.extend<Fixtures>({
  // Playwright reads the fixtures that this one needs from the pattern: none.
  // biome-ignore lint/correctness/noEmptyPattern: the pattern is Playwright's syntax
  studio: async ({}, use) => {
    const folder = await makeTempFolder('e2e');
    const host = startReceptive(['serve', '--port', '0', '--json'], { RECEPTIVE_DATA: folder.path });
    const listening = await host.event('listening');
    await use({
      url: String(listening.url),
      dataFolder: folder.path,
      host,
      enginePid: () => Number(host.events('engine-started').at(-1)?.pid ?? listening.enginePid),
    });
    host.child.kill('SIGINT');
    await host.ended;
    await folder.remove();
  },

  studioUrl: async ({ studio }, use) => use(studio.url),

  // biome-ignore lint/correctness/noEmptyPattern: the pattern is Playwright's syntax
  expectedErrors: async ({}, use) => use([]),

  page: async ({ page, studioUrl, expectedErrors }, use) => {
    const errors = collectErrors(page);
    await page.goto(studioUrl);
    await use(page);
    const unexpected = errors.filter(message => !expectedErrors.some(pattern => pattern.test(message)));
    if (unexpected.length > 0) throw new Error(`The page reported errors:\n${unexpected.join('\n')}`);
  },
});

export { expect } from 'playwright/test';

/** Collects what goes wrong in a page: uncaught errors, and errors and warnings in its console. */
function collectErrors(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(error.stack ?? error.message));
  page.on('console', message => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    errors.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  return errors;
}
