import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { receptiveProgram } from './built';
import { waitUntil } from './wait-until';

/** A running `receptive` command. */
export interface ReceptiveProcess {
  readonly child: ChildProcess;
  /** Lines of standard output so far. */
  readonly out: readonly string[];
  /** What was written to standard error so far. */
  err(): string;
  /** The lines of standard output that are JSON events of that name. */
  events(name: string): readonly Record<string, unknown>[];
  /** Waits for the first such event. */
  event(name: string, seconds?: number): Promise<Record<string, unknown>>;
  /** Resolves with the exit code when the command has ended; `null` where a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** Starts the built command as a process of its own. */
export function startReceptive(words: readonly string[], env: Readonly<Record<string, string>> = {}): ReceptiveProcess {
  const child = spawn(process.execPath, [receptiveProgram, ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: string[] = [];
  let err = '';
  createInterface({ input: child.stdout }).on('line', line => out.push(line));
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const parsed = () =>
    out.flatMap(line => {
      try {
        const event: unknown = JSON.parse(line);
        return typeof event === 'object' && event !== null ? [event as Record<string, unknown>] : [];
      } catch {
        return [];
      }
    });
  const events = (name: string) => parsed().filter(event => event.event === name);
  return {
    child,
    out,
    err: () => err,
    events,
    event: (name, seconds = 60) =>
      waitUntil(
        `the event "${name}"`,
        () => {
          const [found] = events(name);
          if (!found && child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${err}`);
          return found;
        },
        seconds,
      ),
    ended: once(child, 'close').then(() => child.exitCode),
  };
}

/** Runs the built command to its end. */
export async function runReceptiveProcess(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ReceptiveProcess & { readonly code: number | null }> {
  const running = startReceptive(words, env);
  const code = await running.ended;
  return { ...running, code };
}
