import { join } from 'node:path';
import { err, ok, type Result } from '#shared/result';
import { serveStudio } from '../serve/serve';
import type { Cli } from './cli';
import { EXIT, type ExitCode } from './exit-code';
import { type Failure, problem } from './failure';
import { onInterrupt } from './interrupt';

interface ServeUntilOptions {
  readonly port: number | null;
  readonly json: boolean;
  /** Runs when the studio can be opened, with its address. */
  readonly onReady?: (url: string) => void;
}

/** Serves the studio until Ctrl+C, which stops training after the step at hand and keeps the checkpoint. */
export async function serveUntilInterrupted(
  { terminal, dist }: Cli,
  { port, json, onReady }: ServeUntilOptions,
): Promise<Result<ExitCode, Failure>> {
  const tell = (event: object) => {
    if (json) terminal.out(JSON.stringify(event));
  };
  let interrupts: ReturnType<typeof onInterrupt> | undefined;
  const served = await serveStudio({
    port,
    studio: join(dist, 'renderer'),
    engine: join(dist, 'node', 'engine.cjs'),
    onEngineLine: line => terminal.note(line),
    onEngineStarted(pid) {
      terminal.note('The engine was started again.');
      tell({ event: 'engine-started', pid });
    },
    onEngineExited(reason) {
      terminal.note(`The engine has stopped: ${reason}. The studio can start a new one.`);
      tell({ event: 'engine-exited', reason });
    },
    reportBug(error) {
      const id = Date.now().toString(36);
      terminal.note(`receptive: bug ${id}: ${error instanceof Error ? error.stack : String(error)}`);
      return id;
    },
  });
  if (!served.ok) return err(problem(served.error.code, served.error.message));
  const { url, enginePid, close } = served.value;
  const interrupted = new Promise<void>(resolve => {
    interrupts = onInterrupt(resolve, () => process.exit(EXIT.interrupted));
  });
  if (json) {
    tell({ event: 'listening', url, port: served.value.port, pid: process.pid, enginePid });
  } else {
    terminal.out(url);
    terminal.note('Open this address in a browser on this machine. From another one, through a tunnel:');
    terminal.note(`  ssh -L ${served.value.port}:127.0.0.1:${served.value.port} HOST`);
    terminal.note('Ctrl+C ends the studio.');
  }
  onReady?.(url);
  await interrupted;
  terminal.note('Stopping …');
  await close();
  interrupts?.stopListening();
  return ok(EXIT.done);
}
