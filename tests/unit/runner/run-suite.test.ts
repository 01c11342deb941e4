import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Suite } from '../../runner/suites.mjs';

const Outcome = z.object({ name: z.string(), passed: z.int(), failed: z.int(), seconds: z.number() });

/** Runs a suite in a process of its own, so that its failures do not show in this suite's log. */
async function outcomeOf(suite: Pick<Suite, 'command' | 'counts'> & { minutes?: number }) {
  const program = `
    import { runSuite } from './tests/runner/run-suite.mjs';
    const outcome = await runSuite(${JSON.stringify({ name: 'some', what: '', minutes: 1, ...suite })});
    console.log('\\n' + JSON.stringify(outcome));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  return Outcome.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}

const vitest = ['vitest', 'run', '--config', 'tests/fixtures/runner/vitest.config.mts', '--reporter', 'json'];
const playwright = ['playwright', 'test', '--config', 'tests/fixtures/runner/playwright.config.ts'];

describe('a suite', { timeout: 60_000 }, () => {
  test('of vitest counts its tests; skipped, unwritten and unloadable ones have failed', async () => {
    expect(await outcomeOf({ command: vitest, counts: 'vitest' })).toMatchObject({ passed: 2, failed: 4 });
  });

  test('of Playwright counts its tests; skipped ones have failed', async () => {
    expect(await outcomeOf({ command: playwright, counts: 'playwright' })).toMatchObject({ passed: 1, failed: 2 });
  });

  test.each([
    ['vitest', [...vitest, 'no-such-file']],
    ['playwright', [...playwright, 'no-such-file']],
  ] as const)('of %s in which no test runs has failed', async (counts, command) => {
    expect(await outcomeOf({ command: [...command], counts })).toMatchObject({ passed: 0, failed: 1 });
  });

  test('of Playwright whose configuration does not load has failed', async () => {
    const command = ['playwright', 'test', '--config', 'tests/fixtures/runner/broken.vitest.ts'];
    expect(await outcomeOf({ command, counts: 'playwright' })).toMatchObject({ passed: 0, failed: 1 });
  });

  test.each([
    [0, { passed: 1, failed: 0 }],
    [3, { passed: 0, failed: 1 }],
  ])('without tests is one check: exit code %i', async (code, counts) => {
    const command = ['node', '--eval', `process.exit(${code})`];
    expect(await outcomeOf({ command, counts: 'exit code' })).toMatchObject(counts);
  });

  test('whose program is not there has failed', async () => {
    const outcome = await outcomeOf({ command: ['no-such-program-at-all'], counts: 'exit code' });
    expect(outcome).toMatchObject({ passed: 0, failed: 1 });
  });

  test('that hangs is ended with all its processes, and has failed', async () => {
    const grandchild = 'setInterval(() => {}, 1000)';
    const child = `require('node:child_process').spawnSync(process.execPath, ['--eval', ${JSON.stringify(grandchild)}], { stdio: 'inherit' })`;
    const outcome = await outcomeOf({ command: ['node', '--eval', child], counts: 'exit code', minutes: 0.01 });
    expect(outcome).toMatchObject({ passed: 0, failed: 1 });
    // The suite's outcome comes only when nobody holds its output open any more, the grandchild included.
    expect(outcome.seconds).toBeLessThan(20);
  });
});
