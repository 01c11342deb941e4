import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig, type PlaywrightTestConfig } from 'playwright/test';
import { repoRoot } from './repo';

/**
 * What the browser suite and the desktop suite have in common. Two workers: a studio mostly waits for one core at a time, but one
 * that trains brings an engine that fills the machine, so more of them would only wait for each other. No trace: it takes a
 * snapshot and a picture at every action, which cost two thirds of a test's own time again; `--trace on` takes one of the test at hand.
 */
export function suiteConfig(suite: 'e2e' | 'desktop', more: PlaywrightTestConfig): PlaywrightTestConfig {
  const reportFile = process.env.RECEPTIVE_TEST_REPORT;
  return defineConfig({
    testDir: path.join(repoRoot, 'tests', suite),
    outputDir: path.join(repoRoot, 'test-results', suite),
    globalSetup: path.join(repoRoot, 'tests', suite, 'global-setup.ts'),
    workers: Math.min(2, availableParallelism()),
    fullyParallel: true,
    forbidOnly: reportFile !== undefined,
    timeout: 120_000,
    expect: { timeout: 15_000 },
    // `npm test` counts from the JSON report; a person reads the list.
    reporter: reportFile === undefined ? 'list' : [['list'], ['json', { outputFile: reportFile }]],
    ...more,
  });
}
