import type { EngineError } from '#shared/protocol/errors';
import { describeEngineError } from '#shared/protocol/errors';
import { EXIT, type ExitCode } from './exit-code';
import type { Terminal } from './terminal';

/** Why a command could not do what it was asked to. */
export interface Failure {
  readonly exit: ExitCode;
  /** The code of the error, for scripts. */
  readonly code: string;
  /** What is wrong, where, and the way out. */
  readonly message: string;
}

export const problem = (code: string, message: string): Failure => ({ exit: EXIT.problem, code, message });

const ENGINE_CODES: ReadonlySet<EngineError['code']> = new Set([
  'protocol/unknown-request',
  'protocol/bad-input',
  'runtime/unavailable',
  'engine/gone',
  'export/parity',
  'internal',
]);

/** The engine's refusal: the engine's own failure, or a problem in what was given. */
export const engineFailure = (error: EngineError): Failure => ({
  exit: ENGINE_CODES.has(error.code) ? EXIT.engine : EXIT.problem,
  code: error.code,
  message: describeEngineError(error),
});

/** Says what went wrong, for scripts also as one JSON line, and gives the exit code. */
export function fail(terminal: Terminal, json: boolean, failure: Failure): ExitCode {
  const { code, message, exit } = failure;
  if (json) terminal.out(JSON.stringify({ event: 'error', code, message }));
  terminal.note(`receptive: ${message}`);
  return exit;
}
