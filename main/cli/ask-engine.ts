import type { EngineError } from '#shared/protocol/errors';
import { err, type Result } from '#shared/result';
import type { EngineChild } from '../hosts/engine-child';
import type { Cli } from './cli';
import { startEngine } from './engine';
import { EXIT, type ExitCode } from './exit-code';
import { engineFailure, type Failure } from './failure';
import type { FoundRun } from './find-run';
import { onInterrupt } from './interrupt';
import { setUpRuntime } from './set-up';

/**
 * Asks an engine of its own one thing about a run, and goes on with the answer once the engine has ended. Ctrl+C ends the engine;
 * a second one, the command.
 */
export async function askEngine<Answer>(
  cli: Cli,
  { folder }: FoundRun,
  ask: (client: EngineChild['client']) => Promise<Result<Answer, EngineError>>,
  goOn: (answer: Answer) => Result<ExitCode, Failure> | Promise<Result<ExitCode, Failure>>,
): Promise<Result<ExitCode, Failure>> {
  const interrupts = onInterrupt(
    () => undefined,
    () => process.exit(EXIT.interrupted),
  );
  try {
    const set = await setUpRuntime(cli.terminal, interrupts.signal);
    if (!set.ok) return set;
    const engine = startEngine(cli, folder);
    interrupts.signal.addEventListener('abort', () => engine.kill());
    const answer = await ask(engine.client);
    await engine.stop();
    if (interrupts.signal.aborted) return err({ exit: EXIT.interrupted, code: 'cancelled', message: 'Interrupted.' });
    return answer.ok ? await goOn(answer.value) : err(engineFailure(answer.error));
  } finally {
    interrupts.stopListening();
  }
}
