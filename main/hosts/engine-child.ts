import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Channel } from '#shared/protocol/channel';
import { connectEngine, type EngineClient } from '#shared/protocol/client';
import type { EngineEvent } from '#shared/protocol/events';
import { STOP_ENGINE, STOP_MS } from './engine-messages';
import { exitReason } from './exit-reason';

/** An engine in a Node process of its own. */
export interface EngineChild {
  readonly client: EngineClient;
  /** `undefined` where the process could not be started. */
  readonly pid: number | undefined;
  /** Resolves with the reason when the process has ended, however it came to that. */
  readonly ended: Promise<string>;
  /** Stops training after the step at hand, keeps the checkpoint, and ends the process; by force after `STOP_MS`. */
  stop(): Promise<void>;
  /** Ends the process at once. What was trained since the last checkpoint is lost. */
  kill(): void;
}

interface EngineChildOptions {
  /** The bundled engine, `dist/node/engine.cjs`. */
  readonly file: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly onEvent: (event: EngineEvent) => void;
  /** One line that the engine wrote to standard output or error. */
  readonly onLine?: (line: string) => void;
}

/** Starts an engine. It ends by itself when this process does. */
export function startEngineChild({ file, env = {}, onEvent, onLine }: EngineChildOptions): EngineChild {
  const child = fork(file, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...env },
    // In a process group of its own, so that Ctrl+C in a terminal reaches only the host, which then asks the engine to stop.
    detached: process.platform !== 'win32',
  });
  let lastWords = '';
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', line => {
      if (line.trim() && stream === child.stderr) lastWords = line;
      onLine?.(line);
    });
  }
  const client = connectEngine(childChannel(child), onEvent);
  const ended = new Promise<string>(resolve => {
    const end = (reason: string) => {
      client.close(reason);
      resolve(reason);
    };
    child.once('error', error => end(`it could not be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      // What it wrote last may still be on its way.
      setImmediate(() => end(exitReason(code, signal, lastWords)));
    });
  });
  return {
    client,
    pid: child.pid,
    ended,
    async stop() {
      if (child.connected) child.send(STOP_ENGINE, ignoreSendError);
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(timer);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

/** A message to a child that has just ended fails; that it has ended is told by `ended`. */
const ignoreSendError = (): void => undefined;

const childChannel = (child: ChildProcess): Channel => ({
  post(message) {
    // Messages of the protocol are plain data, as the "advanced" serialization takes it; the type asks for JSON's.
    if (child.connected) child.send(message as object, ignoreSendError);
  },
  listen: listener => void child.on('message', listener),
});
