import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { countPlaywright, countVitest } from './reports.mjs';

/**
 * @typedef {object} Outcome
 * @property {string} name the suite's
 * @property {number} passed
 * @property {number} failed
 * @property {number} seconds
 */

/**
 * Runs a suite, its output passed through.
 * @param {import('./suites.mjs').Suite} suite
 * @returns {Promise<Outcome>} never rejects: a suite that could not run has failed
 */
export async function runSuite({ name, command, counts, minutes }) {
  const start = Date.now();
  const folder = mkdtempSync(path.join(tmpdir(), 'receptive-report-'));
  const report = path.join(folder, 'report.json');
  const outputFile = counts === 'vitest' ? ['--outputFile.json', report] : [];
  /** @type {Record<string, string>} */
  const env = { RECEPTIVE_TEST_REPORT: report };
  // Playwright colours its workers' output unless FORCE_COLOR says no, and Node warns where both variables are set.
  if (!process.stdout.isTTY) Object.assign(env, counts === 'playwright' ? { FORCE_COLOR: '0' } : { NO_COLOR: '1' });
  const exitedWell = await run([...command, ...outputFile], env, minutes);
  const found = counts === 'exit code' ? { passed: 1, failed: 0 } : readReport(counts, report);
  rmSync(folder, { recursive: true, force: true });

  const { passed, failed } = found;
  const seconds = (Date.now() - start) / 1000;
  if (exitedWell && failed === 0 && passed > 0) return { name, passed, failed, seconds };
  if (exitedWell && passed + failed === 0) console.log('No test ran.');
  // Whatever a report says, a suite that did not end well has at least one failure.
  return { name, passed: counts === 'exit code' ? 0 : passed, failed: Math.max(failed, 1), seconds };
}

/**
 * @param {'vitest' | 'playwright'} runner
 * @param {string} file
 */
function readReport(runner, file) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return runner === 'vitest' ? countVitest(report) : countPlaywright(report);
}

/**
 * @param {string[]} command
 * @param {Record<string, string>} env added to this process's own
 * @param {number} minutes
 * @returns {Promise<boolean>} whether it ended by itself, with exit code 0
 */
function run([program = '', ...args], env, minutes) {
  return new Promise(resolve => {
    const windows = process.platform === 'win32';
    const bin = path.resolve('node_modules/.bin');
    const child = spawn(program, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env, PATH: bin + path.delimiter + process.env.PATH },
      // .bin holds .cmd files there, which only a shell runs; elsewhere a group of its own can be ended as a whole.
      shell: windows,
      detached: !windows,
    });
    const end = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(windows ? child.pid : -child.pid, 'SIGKILL');
      } catch {
        // It ended by itself meanwhile.
      }
    };
    const timer = setTimeout(() => {
      console.log(`Ended after ${minutes} minutes: it hangs.`);
      end();
    }, minutes * 60_000);
    const interrupted = () => {
      end();
      process.exit(130);
    };
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
    /** @param {boolean} well */
    const done = well => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      resolve(well);
    };
    child.on('error', error => {
      console.log(error.message);
      done(false);
    });
    child.on('close', code => done(code === 0));
  });
}
