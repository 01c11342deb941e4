import { join } from 'node:path';
import { canTrain } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import type { EngineEvent } from '#shared/protocol/events';
import type { FinalMetrics } from '#shared/protocol/runs';
import { describeFailure, isActive, type SessionStatus } from '#shared/protocol/session';
import { err, ok, type Result } from '#shared/result';
import type { EngineChild } from '../../hosts/engine-child';
import { finalMetrics } from '../../runs/run-record';
import { checkWithDataset } from '../check-project';
import { type AddCommand, type Cli, exits, jsonOption, runsOption, wholeNumber } from '../cli';
import { runsFolder, startEngine } from '../engine';
import { EXIT, type ExitCode } from '../exit-code';
import { engineFailure, type Failure, fail } from '../failure';
import { onInterrupt } from '../interrupt';
import { readProject } from '../read-project';
import { describeMetrics, jsonView, plainView, type RunView } from '../run-view';
import { setUpRuntime } from '../set-up';
import { formatSeconds, grouped } from '../table';

interface Options {
  readonly epochs?: number;
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
      wholeNumber(1, 100_000),
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
  const { terminal } = cli;
  const project = await readTrainable(file, options.epochs);
  if (!project.ok) return project;

  let engine: EngineChild | null = null;
  const interrupts = onInterrupt(
    () => {
      terminal.note('Stopping after this step, and keeping what was learned. Ctrl+C again ends at once.');
      void engine?.client.request('train.stop', {});
    },
    () => {
      engine?.kill();
      process.exit(EXIT.interrupted);
    },
  );
  try {
    const tell = (event: object) => terminal.out(JSON.stringify(event));
    const set = await setUpRuntime(
      terminal,
      interrupts.signal,
      options.json ? progress => tell({ event: 'setup', ...progress }) : undefined,
    );
    if (!set.ok) return set;
    const folder = runsFolder(options.runs);
    const view = options.json ? jsonView(terminal) : plainView(terminal);
    const run = watchRun(view);
    engine = startEngine(cli, folder, run.receive);
    if (options.json) tell({ event: 'engine', pid: engine.pid });
    const outcome = await trainIn(engine, project.value, run.ended, interrupts.signal);
    view.end();
    await engine.stop();
    if (!outcome.ok) return outcome;
    return ok(report(cli, outcome.value, folder, options.json === true));
  } finally {
    interrupts.stopListening();
  }
}

async function readTrainable(file: string, epochs: number | undefined): Promise<Result<Project, Failure>> {
  const read = await readProject(file);
  if (!read.ok) return read;
  const training = { ...read.value.training, ...(epochs === undefined ? {} : { epochs }) };
  const project = { ...read.value, training };
  const check = await checkWithDataset(project);
  if (!check.ok) return check;
  if (canTrain(check.value)) return ok(project);
  const failure = engineFailure({ code: 'project/untrainable', problems: check.value.problems });
  return err({ ...failure, message: `${file} cannot be trained:\n${failure.message}` });
}

/** Follows the events of one run until it has ended. */
function watchRun(view: RunView) {
  let finish: () => void;
  const ended = new Promise<void>(resolve => {
    finish = resolve;
  });
  return {
    ended,
    receive({ name, payload }: EngineEvent): void {
      if (name === 'session.metrics') for (const point of payload.points) view.point(payload.run, point);
      if (name !== 'session.status') return;
      view.status(payload);
      if (payload.run !== null && !isActive(payload.state) && payload.state !== 'idle') finish();
    },
  };
}

interface Outcome {
  readonly status: SessionStatus;
  readonly metrics: FinalMetrics;
}

async function trainIn(
  engine: EngineChild,
  project: Project,
  ended: Promise<void>,
  interrupted: AbortSignal,
): Promise<Result<Outcome, Failure>> {
  const started = await engine.client.request('train.start', { project });
  if (!started.ok) return err(engineFailure(started.error));
  // Ctrl+C may have come while there was no run to stop yet.
  if (interrupted.aborted) void engine.client.request('train.stop', {});
  const gone = await Promise.race([ended.then(() => null), engine.ended]);
  if (gone !== null) return err(engineGone(gone, started.value.run));
  const session = await engine.client.request('session.get', {});
  if (!session.ok) return err(engineFailure(session.error));
  return ok({ status: session.value.status, metrics: finalMetrics(session.value.metrics) });
}

const engineGone = (reason: string, run: string): Failure => ({
  exit: EXIT.engine,
  code: 'engine/gone',
  message: `The engine has stopped: ${reason}. What run ${run} had learned by its last checkpoint is kept.`,
});

function report({ terminal }: Cli, { status, metrics }: Outcome, runs: string, json: boolean): ExitCode {
  const { state, run, device, step, steps, seconds, failure } = status;
  const folder = run === null ? null : join(runs, run);
  if (json) {
    const summary = { event: 'summary', state, run, folder, device, step, steps, seconds, metrics };
    terminal.out(JSON.stringify({ ...summary, ...(failure ? { failure } : {}) }));
  } else {
    terminal.out(`Run ${run}: ${state} after ${grouped(step)} of ${grouped(steps)} steps in ${formatSeconds(seconds)}`);
    terminal.out(describeMetrics(metrics));
    terminal.out(`Kept in ${folder}`);
  }
  if (failure) terminal.note(`receptive: ${describeFailure(failure)}`);
  else if (!json) terminal.note(`Take it away with: receptive export ${run} --to keras -o model.keras`);
  if (failure) return failure.code === 'internal' ? EXIT.engine : EXIT.problem;
  return state === 'done' ? EXIT.done : EXIT.interrupted;
}
