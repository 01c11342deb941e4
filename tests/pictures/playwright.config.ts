import path from 'node:path';
import type { PlaywrightTestConfig } from 'playwright/test';
import e2e from '../e2e/playwright.config';
import { repoRoot } from '../support/repo';

/** `npm run pictures`: the studio as it is, for the README and for looking at. The rest goes to test-results/pictures. */
const pictures: PlaywrightTestConfig = {
  ...e2e,
  testDir: path.join(repoRoot, 'tests/pictures'),
  outputDir: path.join(repoRoot, 'test-results/pictures'),
  use: { ...e2e.use, viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2 },
};

export default pictures;
