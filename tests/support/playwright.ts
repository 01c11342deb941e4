import path from 'node:path';
import { defineConfig, type PlaywrightTestConfig } from 'playwright/test';
import { repoRoot } from './repo';

/** What the browser suite and the desktop suite have in common. One worker: each studio brings an engine that fills the machine. */
export function suiteConfig(suite: 'e2e' | 'desktop', more: PlaywrightTestConfig): PlaywrightTestConfig {
  const reportFile = process.env.RECEPTIVE_TEST_REPORT;
  return defineConfig({
    testDir: path.join(repoRoot, 'tests', suite),
    outputDir: path.join(repoRoot, 'test-results', suite),
    globalSetup: path.join(repoRoot, 'tests', suite, 'global-setup.ts'),
    workers: 1,
    forbidOnly: reportFile !== undefined,
    timeout: 120_000,
    expect: { timeout: 15_000 },
    // `npm test` counts from the JSON report; a person reads the list.
    reporter: reportFile === undefined ? 'list' : [['list'], ['json', { outputFile: reportFile }]],
    ...more,
  });
}
