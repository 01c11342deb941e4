import { type Command, InvalidArgumentError, Option } from 'commander';
import { WhichWeights } from '#shared/protocol/runs';
import type { ExitCode } from './exit-code';
import type { Terminal } from './terminal';

/** What every command is given. */
export interface Cli {
  readonly terminal: Terminal;
  /** Folder with the other programs of this build: `node/engine.cjs`, `electron/main.cjs`, `renderer/`. */
  readonly dist: string;
  /** Set by the command that ran. */
  exitCode: ExitCode;
}

/** Adds one command, with its options and action, to the program. */
export type AddCommand = (program: Command, cli: Cli) => void;

/** commander's action for a command that says its exit code. */
export function exits<Args extends unknown[]>(
  cli: Cli,
  body: (...args: Args) => ExitCode | Promise<ExitCode>,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    cli.exitCode = await body(...args);
  };
}

export const jsonOption = () => new Option('--json', 'print JSON for scripts');
export const runsOption = () => new Option('--runs <folder>', "the folder with the runs, in place of the user's own");

/** @param otherwise which weights they are without it */
export const weightsOption = (otherwise: string) =>
  new Option('--weights <which>', `those of the best epoch, or the last ones (default: ${otherwise})`).choices(
    WhichWeights.options,
  );

/** Checks a whole number on the command line. */
export const wholeNumber =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    }
    return value;
  };
