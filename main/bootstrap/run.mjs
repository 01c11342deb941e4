// @ts-check
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const GUARD = fileURLToPath(new URL('./guard.mjs', import.meta.url));
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a step of the set-up with Node; what it prints goes to stderr. A signal to us ends the step, then us; when we
 * are killed, the step ends as well.
 * @param {string[]} args what to run, and its arguments
 * @param {string} cwd
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export function runNode(args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [GUARD, ...args], { cwd, stdio: ['pipe', 2, 2] });
    const pass = SIGNALS.map(signal => {
      const stop = () => {
        child.kill(signal);
        child.once('close', () => process.kill(process.pid, signal));
      };
      process.once(signal, stop);
      return () => process.off(signal, stop);
    });
    child.once('error', reject);
    child.once('close', code => {
      for (const undo of pass) undo();
      resolve(code ?? 1);
    });
  });
}
