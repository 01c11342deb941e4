import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { errorCode } from '../files/file-problem';

export type ProcessEnd = {
  /** How it ended: `exit` with `code`, by a signal, stopped by us (abort or time limit), or never started. */
  readonly how: 'exit' | 'signal' | 'cancelled' | 'timeout' | 'not-found' | 'not-started';
  readonly code: number | null;
  readonly stdout: string;
  /** The last 4,000 characters; tools say at the end why they failed. */
  readonly stderr: string;
};

export type ProcessOptions = {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
  timeoutMs?: number;
  onLine?: (line: string) => void;
};

const KEPT_STDERR = 4000;

/** Runs a program to its end without a shell. Never throws and never rejects: the end says how it went. */
export function runProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<ProcessEnd> {
  const { cwd, signal, timeoutMs, onLine } = options;
  return new Promise(resolve => {
    let how: ProcessEnd['how'] = 'exit';
    let stdout = '';
    let stderr = '';
    if (signal?.aborted) return resolve({ how: 'cancelled', code: null, stdout, stderr });
    const child = spawn(command, args, {
      cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const stop = (why: 'cancelled' | 'timeout') => {
      how = why;
      terminate(child);
    };
    const onAbort = () => stop('cancelled');
    signal?.addEventListener('abort', onAbort, { once: true });
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => stop('timeout'), timeoutMs);
    const end = (code: number | null) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve({ how, code, stdout, stderr });
    };

    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-KEPT_STDERR);
    });
    if (onLine) createInterface({ input: child.stdout }).on('line', onLine);
    child.on('error', cause => {
      how = errorCode(cause) === 'ENOENT' ? 'not-found' : 'not-started';
      stderr += cause.message;
      end(null);
    });
    child.on('close', (code, killedBy) => {
      if (killedBy && how === 'exit') how = 'signal';
      end(code);
    });
  });
}

/** Asks the program to end, and ends it two seconds later if it doesn't. */
function terminate(child: ChildProcess): void {
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 2000);
  child.once('close', () => clearTimeout(force));
}
