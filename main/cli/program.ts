import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json';
import type { AddCommand, Cli } from './cli';
import { addCheck } from './commands/check';
import { addCode } from './commands/code';
import { addDoctor } from './commands/doctor';
import { addEvaluate } from './commands/evaluate';
import { addExport } from './commands/export';
import { addFindRate } from './commands/find-rate';
import { addImport } from './commands/import';
import { addNew } from './commands/new';
import { addResume } from './commands/resume';
import { addRuns } from './commands/runs';
import { addServe } from './commands/serve';
import { addStart } from './commands/start';
import { addTemplates } from './commands/templates';
import { addTrain } from './commands/train';
import { EXIT, type ExitCode } from './exit-code';
import type { Terminal } from './terminal';

const commands: readonly AddCommand[] = [
  addStart,
  addTemplates,
  addNew,
  addImport,
  addCheck,
  addTrain,
  addResume,
  addFindRate,
  addRuns,
  addEvaluate,
  addExport,
  addCode,
  addServe,
  addDoctor,
];

const AFTER_HELP = `
Exit codes: 0 done, 1 a problem in what was given, 2 wrong usage, 3 the engine failed, 130 ended by Ctrl+C.
Results go to standard output, messages to standard error.`;

/**
 * Runs one command.
 * @param words the command line after `receptive`
 * @param dist folder with the other programs of this build
 * @returns the exit code; never rejects for anything a user can cause
 */
export async function runReceptive(words: readonly string[], terminal: Terminal, dist: string): Promise<ExitCode> {
  const cli: Cli = { terminal, dist, exitCode: EXIT.done };
  const program = new Command('receptive')
    .description(packageJson.description)
    .version(packageJson.version, '-v, --version')
    .helpCommand(false)
    .showHelpAfterError('(receptive --help lists the commands, receptive COMMAND --help the options of one)')
    .addHelpText('after', AFTER_HELP)
    .configureOutput({
      writeOut: text => terminal.out(text.trimEnd()),
      writeErr: text => terminal.note(text.trimEnd()),
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
    })
    .exitOverride();
  for (const add of commands) add(program, cli);
  if (words.length === 0) {
    program.outputHelp({ error: true });
    return EXIT.usage;
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
    return cli.exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  }
}
