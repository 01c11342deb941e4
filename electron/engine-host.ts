import { setTimeout as sleep } from 'node:timers/promises';
import { app, MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import { CONNECT_STUDIO, STOP_ENGINE, STOP_MS } from '#main/hosts/engine-messages';
import { exitReason, isDeadlySignal } from '#main/hosts/exit-reason';
import { HEAR } from './channels';

const SERVICE_NAME = 'Receptive Engine';
/** How much later than the end of a process Electron may tell what ended it, in milliseconds. */
const CAUSE_MS = 300;
/** How long a process that Electron has told the end of is waited for, in milliseconds. */
const GONE_MS = 5000;

/** The engine of the desktop app, in a process of its own. */
export interface EngineHost {
  /** Starts an engine if none runs, and hands a page the port to it. */
  connect(contents: WebContents): void;
  /** Stops the engine, if any runs, and starts a new one. */
  restart(): Promise<void>;
  /** Stops training after the step at hand, keeps the checkpoint, ends the process. */
  stop(): Promise<void>;
}

interface Running {
  readonly process: UtilityProcess;
  readonly ended: Promise<void>;
}

/**
 * @param file the bundled engine
 * @param onExit is told the reason when an engine ends that nobody asked to
 */
export function createEngineHost(file: string, onExit: (reason: string) => void): EngineHost {
  let running: Running | null = null;
  let stopping = false;

  function start(): Running {
    const child = utilityProcess.fork(file, [], { serviceName: SERVICE_NAME, stdio: 'pipe' });
    let lastWords = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      lastWords = chunk.toString().trim().split('\n').at(-1) ?? lastWords;
    });
    // Unread, a pipe fills and blocks the engine.
    child.stdout?.resume();
    const ended = endOf(child, () => stopping).then(code => {
      if (running?.process === child) running = null;
      if (!stopping) onExit(reasonOf(code, lastWords));
    });
    return { process: child, ended };
  }

  async function stop(): Promise<void> {
    if (!running) return;
    const { process: child, ended } = running;
    const { pid } = child;
    stopping = true;
    child.postMessage(STOP_ENGINE);
    const timer = setTimeout(() => child.kill(), STOP_MS);
    await ended;
    clearTimeout(timer);
    await untilGone(pid);
    stopping = false;
  }

  return {
    connect(contents) {
      running ??= start();
      const { port1, port2 } = new MessageChannelMain();
      running.process.postMessage(CONNECT_STUDIO, [port1]);
      contents.postMessage(HEAR.enginePort, null, [port2]);
    },
    async restart() {
      await stop();
      running ??= start();
    },
    stop,
  };
}

/**
 * Resolves with the exit code of a process. Where Electron notices the broken connection first it tells 0 whatever happened;
 * the app's own event, a moment later, knows what ended the process.
 */
function endOf(child: UtilityProcess, isExpected: () => boolean): Promise<number> {
  return new Promise(resolve => {
    const settle = (code: number) => {
      app.off('child-process-gone', gone);
      resolve(code);
    };
    const gone = (_event: unknown, { name, exitCode }: { name?: string; exitCode: number }) => {
      if (name === SERVICE_NAME) settle(exitCode);
    };
    app.on('child-process-gone', gone);
    child.once('exit', code => {
      if (code === 0 && !isExpected()) setTimeout(settle, CAUSE_MS, code);
      else settle(code);
    });
  });
}

/**
 * Resolves when the system knows the process no more, at the latest after `GONE_MS`. Electron tells the end of a process as soon
 * as its connection breaks; it may live on for a moment, and with it what it holds: files, and memory of a GPU.
 */
async function untilGone(pid: number | undefined): Promise<void> {
  const deadline = Date.now() + GONE_MS;
  while (pid !== undefined && isKnown(pid) && Date.now() < deadline) await sleep(10);
}

function isKnown(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** On Linux and macOS, Electron tells the number of the signal that ended a process as if it were its exit code. */
function reasonOf(code: number, lastWords: string): string {
  const bySignal = process.platform !== 'win32' && isDeadlySignal(code);
  return bySignal ? exitReason(null, code, lastWords) : exitReason(code, null, lastWords);
}
