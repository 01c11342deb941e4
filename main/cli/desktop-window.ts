import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { err, ok, type Result } from '#shared/result';
import type { Cli } from './cli';
import { onInterrupt } from './interrupt';

/** An app that ends with an error this soon has not shown a window, in milliseconds. */
const TOO_SOON = 10_000;

/**
 * Shows the studio in an Electron window, and resolves when it has been closed.
 * @param electron the program
 * @param file a project to open
 * @returns an error where no window came up: what Electron wrote last
 */
export async function showDesktopWindow(
  { dist }: Cli,
  electron: string,
  file: string | undefined,
): Promise<Result<void, string>> {
  const began = Date.now();
  const app = spawn(electron, [resolve(dist, '..'), ...(file === undefined ? [] : [resolve(file)])], {
    // What Chromium writes about the graphics driver and the session bus is of no use to anyone unless it fails to start.
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let lastWords = '';
  app.stderr.on('data', (chunk: Buffer) => {
    lastWords = `${lastWords}${chunk.toString()}`.slice(-2000);
  });
  // The window asks before it closes on training; a second Ctrl+C does not.
  const interrupts = onInterrupt(
    () => void app.kill('SIGTERM'),
    () => void app.kill('SIGKILL'),
  );
  const code = await new Promise<number | string | null>(done => {
    app.once('error', error => done(error.message));
    app.once('exit', done);
  });
  interrupts.stopListening();
  const failedToStart = code !== 0 && !interrupts.signal.aborted && Date.now() - began < TOO_SOON;
  if (!failedToStart) return ok(undefined);
  const [line] = lastWords.trim().split('\n').slice(-1);
  return err(typeof code === 'string' ? code : line || `exit code ${code}`);
}
