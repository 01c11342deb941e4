import type { WhichWeights } from '#shared/protocol/runs';
import { err, ok, type Result } from '#shared/result';
import { MAX_EPOCHS } from '#shared/training/epochs';
import { type AddCommand, type Cli, exits, jsonOption, runsOption, weightsOption, wholeNumber } from '../cli';
import { runsFolder } from '../engine';
import type { ExitCode } from '../exit-code';
import { engineFailure, type Failure, fail } from '../failure';
import { findRun } from '../find-run';
import { grouped } from '../table';
import { trainRun } from '../train-run';

interface Options {
  readonly epochs?: number;
  readonly weights?: WhichWeights;
  readonly runs?: string;
  readonly json?: boolean;
}

export const addResume: AddCommand = (program, cli) => {
  program
    .command('resume <run>')
    .summary('go on with a run that was stopped or interrupted')
    .description(
      'Goes on with a run from its latest checkpoint, in its own folder, as if it had never ended; a finished one trains on ' +
        'with more --epochs, and one that stopped early waits anew. From its best weights it drops what came after them. The run is its id, the beginning of one, "latest", or its folder.',
    )
    .option('--epochs <n>', 'a new number of epochs in all', wholeNumber(1, MAX_EPOCHS))
    .addOption(weightsOption('last'))
    .addOption(runsOption())
    .addOption(jsonOption())
    .action(
      exits(cli, async (run: string, options: Options) => {
        const resumed = await resume(cli, run, options);
        return resumed.ok ? resumed.value : fail(cli.terminal, options.json === true, resumed.error);
      }),
    );
};

async function resume(
  cli: Cli,
  words: string,
  { epochs, weights, runs, json = false }: Options,
): Promise<Result<ExitCode, Failure>> {
  const found = await findRun(words, runsFolder(runs));
  if (!found.ok) return found;
  const { run, folder } = found.value;
  const { terminal } = cli;
  return trainRun(cli, { folder, json }, async client => {
    const answer = await client.request('train.continue', { run, epochs, weights });
    if (!answer.ok) return err(engineFailure(answer.error));
    const { step, damaged } = answer.value;
    for (const { file, message } of damaged)
      terminal.note(`receptive: a newer checkpoint is damaged: ${file}: ${message}`);
    if (json) terminal.out(JSON.stringify({ event: 'resumed', ...answer.value }));
    else terminal.note(`Going on with ${run} after step ${grouped(step)}`);
    return ok(run);
  });
}
