import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { findOnPath, MissingTool, progress } from './command';
import { aptInstall, installDebianPackages } from './debian';

/** A screen without a monitor, for windows under test. */
export interface Display {
  /** What $DISPLAY must say, for example ":99". */
  readonly name: string;
  stop(): Promise<void>;
}

/**
 * Starts Xvfb on a display number that is free. Undefined where windows have a screen already: anywhere but Linux, or
 * where $DISPLAY names one.
 * @throws MissingTool where Xvfb cannot be had or does not start.
 */
export async function startDisplay(): Promise<Display | undefined> {
  if (process.platform !== 'linux' || process.env.DISPLAY) return undefined;
  const xvfb = await setUpXvfb();
  const child = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  // spawn's types know only the first three streams; the fourth is the pipe asked for above.
  const lines = createInterface({ input: child.stdio[3] as Readable });
  const number = await Promise.race([
    once(lines, 'line').then(([line]) => String(line).trim()),
    once(child, 'exit').then(() => undefined),
  ]);
  if (number === undefined) throw new MissingTool('A display', [`Xvfb ended at once: ${complaints.trim()}`], remedies);
  return {
    name: `:${number}`,
    stop: async () => {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

const remedies = [aptInstall(['xvfb']), 'DISPLAY=:0 npm test, on a machine with a screen'];

async function setUpXvfb(): Promise<string> {
  const present = findOnPath('Xvfb');
  if (present !== undefined) return present;
  progress('a display for windows under test (Xvfb)');
  const reason = await installDebianPackages([['xvfb']]);
  const installed = findOnPath('Xvfb');
  if (installed === undefined)
    throw new MissingTool('Xvfb', [reason ?? 'It was installed, and is not on PATH.'], remedies);
  return installed;
}
