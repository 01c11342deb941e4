import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { runProcess } from '#main/runtime/run-process';

export interface CommandResult {
  /** True when the command ran to its end and exited 0. */
  readonly ok: boolean;
  /** Standard output, then the end of standard error. */
  readonly output: string;
}

interface CommandOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** After this long the command is ended and has failed. */
  readonly seconds: number;
}

/** Says what set-up is doing, a line at a time, so that a log without a terminal reads well. */
export function progress(message: string): void {
  process.stdout.write(`  set-up: ${message}\n`);
}

/** Runs a command to its end, without showing its output. Never throws: a command that is not there has failed. */
export async function runCommand(
  command: string,
  args: readonly string[],
  { seconds, env, cwd }: CommandOptions,
): Promise<CommandResult> {
  const end = await runProcess(command, args, { env, cwd, timeoutMs: seconds * 1000 });
  const limit = end.how === 'timeout' ? `\n${command} took more than ${seconds} s, and was ended.` : '';
  return { ok: end.how === 'exit' && end.code === 0, output: end.stdout + end.stderr + limit };
}

/** The last lines of a failed command's output, which is where the reason stands. */
export function lastLines(output: string, count = 5): string {
  return output.trimEnd().split('\n').slice(-count).join('\n');
}

/** The full path of a program on PATH, or undefined. */
export function findOnPath(...names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(folder => folder !== '');
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  for (const name of names)
    for (const folder of folders)
      for (const ending of endings) {
        const file = path.join(folder, name + ending);
        if (isProgram(file)) return file;
      }
  return undefined;
}

/** Whether a file is there that this user may execute. */
function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Thrown when a suite cannot run for want of a tool: what is missing, why it could not be had, and what to type. */
export class MissingTool extends Error {
  constructor(what: string, reasons: readonly string[], remedies: readonly string[]) {
    super(
      [
        `${what} is missing, and could not be set up:`,
        ...reasons.map(reason => `  - ${reason.replaceAll('\n', '\n    ')}`),
        'Any one of these helps:',
        ...remedies.map(remedy => `  ${remedy}`),
      ].join('\n'),
    );
    this.name = 'MissingTool';
    // Where in the set-up it was noticed helps nobody who reads the log.
    this.stack = this.message;
  }
}
