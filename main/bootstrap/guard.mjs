// @ts-check
import { spawn } from 'node:child_process';

/**
 * `node guard.mjs SCRIPT …` runs a script with Node and ends it when the set-up that started this is gone: then stdin, a pipe that the
 * set-up holds, closes. Without it an npm whose set-up was killed would go on writing node_modules under the next one.
 */
const child = spawn(process.execPath, process.argv.slice(2), { stdio: ['ignore', 2, 2] });
child.once('close', code => process.exit(code ?? 1));

process.stdin.on('close', () => child.kill('SIGKILL')).resume();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => child.kill(signal));
}
