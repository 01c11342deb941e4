import { access } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright';
import { repoRoot } from '../support/repo';
import { findOnPath, lastLines, MissingTool, progress, runCommand } from './command';
import { aptInstall, installDebianPackages } from './debian';

/** The one without windows of its own first: it takes a quarter less time for the same pages. */
const commandNames = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  path.join(process.env.PROGRAMFILES ?? 'C:/Program Files', 'Google/Chrome/Application/chrome.exe'),
];

const byName = 'RECEPTIVE_CHROMIUM=/path/to/chromium npm test';

/**
 * The path of a Chromium that starts: the one that RECEPTIVE_CHROMIUM names, one that is installed, Playwright's own
 * download, or Debian's package.
 * @throws MissingTool where none can be had.
 */
export async function setUpChromium(): Promise<string> {
  const named = process.env.RECEPTIVE_CHROMIUM;
  if (named !== undefined) {
    if (await starts(named)) return named;
    throw new MissingTool(
      'Chromium',
      [`RECEPTIVE_CHROMIUM names ${named}, which does not start.`],
      [byName, 'unset RECEPTIVE_CHROMIUM, and others are looked for'],
    );
  }
  const present = await findInstalled();
  if (present !== undefined) return present;

  const reasons: string[] = [];
  for (const get of [downloadWithPlaywright, () => installDebianPackages([['chromium-headless-shell', 'chromium']])]) {
    const reason = await get();
    const found = await findInstalled();
    if (found !== undefined) return found;
    reasons.push(reason ?? 'It was installed, and does not start.');
  }
  throw new MissingTool('Chromium', reasons, [aptInstall(['chromium']), 'npx playwright install chromium', byName]);
}

async function findInstalled(): Promise<string | undefined> {
  const candidates = [...commandNames.map(name => findOnPath(name)), ...usualPlaces, chromium.executablePath()];
  for (const file of candidates) if (file !== undefined && (await starts(file))) return file;
  return undefined;
}

/** A file of that name may be a stub that only says where to get the browser: ask it for its version. */
async function starts(file: string): Promise<boolean> {
  const there = await access(file).then(
    () => true,
    () => false,
  );
  // Chrome on Windows answers no questions on the command line.
  if (!there || process.platform === 'win32') return there;
  const { ok, output } = await runCommand(file, ['--version'], { seconds: 60 });
  return ok && /\d+\.\d+\.\d+/.test(output);
}

async function downloadWithPlaywright(): Promise<string | undefined> {
  progress("Chromium: Playwright's own download");
  const cli = path.join(repoRoot, 'node_modules/playwright/cli.js');
  const { ok, output } = await runCommand(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000', ...process.env },
    seconds: 300,
  });
  return ok ? undefined : `Playwright could not download one: ${/Error: .*/.exec(output)?.[0] ?? lastLines(output)}`;
}
