import { Option } from 'commander';
import { canTrain } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import type { EngineClient } from '#shared/protocol/client';
import { err, ok, type Result } from '#shared/result';
import { MAX_EPOCHS } from '#shared/training/epochs';
import { withTotalEpochs } from '#shared/training/plan';
import { type Precision, precisionNames, precisionNote } from '#shared/training/precision';
import { isOwnFiles } from '../../data/own-files/paths-beside';
import { checkWithDataset } from '../check-project';
import { type AddCommand, type Cli, exits, jsonOption, runsOption, wholeNumber } from '../cli';
import { runsFolder } from '../engine';
import type { ExitCode } from '../exit-code';
import { engineFailure, type Failure, fail } from '../failure';
import { readProject } from '../read-project';
import { reportLines } from '../report-lines';
import { trainRun } from '../train-run';

interface Options {
  readonly epochs?: number;
  readonly precision?: Precision;
  readonly runs?: string;
  readonly json?: boolean;
}

export const addTrain: AddCommand = (program, cli) => {
  program
    .command('train <file>')
    .summary('train a project')
    .description(
      'Trains a project and keeps the run with its weights. Ctrl+C stops after the step at hand and keeps what was ' +
        'learned; a second one ends at once.',
    )
    .option(
      '--epochs <n>',
      'go through the training samples this often, whatever the project says',
      wholeNumber(1, MAX_EPOCHS),
    )
    .addOption(
      new Option('--precision <type>', 'what the products are computed in, whatever the project says').choices(
        Object.keys(precisionNames),
      ),
    )
    .addOption(runsOption())
    .addOption(jsonOption())
    .action(
      exits(cli, async (file: string, options: Options) => {
        const trained = await train(cli, file, options);
        return trained.ok ? trained.value : fail(cli.terminal, options.json === true, trained.error);
      }),
    );
};

async function train(cli: Cli, file: string, options: Options): Promise<Result<ExitCode, Failure>> {
  const project = await readTrainable(file, options);
  if (!project.ok) return project;
  return trainRun(cli, { folder: runsFolder(options.runs), json: options.json === true }, async client => {
    await tellPrecision(cli, client, project.value);
    const started = await client.request('train.start', { project: project.value });
    if (!started.ok) return err(engineFailure(started.error));
    if (isOwnFiles(project.value.data)) void tellFindings(cli, client, project.value, options.json === true);
    return ok(started.value.run);
  });
}

/** Says where the precision that was asked for is none for this device. */
async function tellPrecision({ terminal }: Cli, client: EngineClient, { training }: Project): Promise<void> {
  if (training.precision === 'float32') return;
  const info = await client.request('engine.info', {});
  const note = info.ok && info.value.runtime && precisionNote(training.precision, info.value.runtime);
  if (note) terminal.note(note);
}

/** Says which files were skipped once the run has read them; where it could not, the run itself says so. */
async function tellFindings({ terminal }: Cli, client: EngineClient, { data }: Project, json: boolean): Promise<void> {
  const report = await client.request('dataset.report', data);
  if (!report.ok) return;
  if (json) terminal.out(JSON.stringify({ event: 'data', ...report.value }));
  else for (const line of reportLines(report.value)) terminal.note(line);
}

async function readTrainable(file: string, { epochs, precision }: Options): Promise<Result<Project, Failure>> {
  const read = await readProject(file);
  if (!read.ok) return read;
  const { training: own } = read.value;
  const inAll = epochs === undefined ? own : withTotalEpochs(own, epochs);
  const training = { ...inAll, precision: precision ?? own.precision };
  const project = { ...read.value, training };
  const check = await checkWithDataset(project);
  if (!check.ok) return check;
  if (canTrain(check.value)) return ok(project);
  const failure = engineFailure({ code: 'project/untrainable', problems: check.value.problems });
  return err({ ...failure, message: `${file} cannot be trained:\n${failure.message}` });
}
