import { err, ok, type Result } from '#shared/result';
import { RATE_RANGE, type RatePoint, type RateSuggestion } from '#shared/training/rate-range';
import { type AddCommand, type Cli, exits, jsonOption, runsOption } from '../cli';
import { runsFolder, startEngine } from '../engine';
import { EXIT, type ExitCode } from '../exit-code';
import { engineFailure, type Failure, fail } from '../failure';
import { onInterrupt } from '../interrupt';
import { bar, progressLine } from '../progress-line';
import { readProject } from '../read-project';
import { setUpRuntime } from '../set-up';

interface Options {
  readonly runs?: string;
  readonly json?: boolean;
}

export const addFindRate: AddCommand = (program, cli) => {
  program
    .command('find-rate <file>')
    .summary('suggest a learning rate for a project')
    .description(
      `Trains a copy of the network for up to ${RATE_RANGE.steps} steps while the learning rate rises from ${RATE_RANGE.from} to ` +
        `${RATE_RANGE.to}, and suggests one from where the loss falls (Smith's range test). The project stays as it is.`,
    )
    .addOption(runsOption())
    .addOption(jsonOption())
    .action(
      exits(cli, async (file: string, options: Options) => {
        const found = await findRate(cli, file, options);
        return found.ok ? found.value : fail(cli.terminal, options.json === true, found.error);
      }),
    );
};

async function findRate(cli: Cli, file: string, { runs, json }: Options): Promise<Result<ExitCode, Failure>> {
  const { terminal } = cli;
  const project = await readProject(file);
  if (!project.ok) return project;
  const interrupts = onInterrupt(
    () => undefined,
    () => process.exit(EXIT.interrupted),
  );
  const line = progressLine(terminal);
  try {
    const set = await setUpRuntime(terminal, interrupts.signal);
    if (!set.ok) return set;
    let count = 0;
    const engine = startEngine(cli, runsFolder(runs), ({ name, payload }) => {
      if (name !== 'rate.points') return;
      count += payload.points.length;
      line.draw(() => `Testing rates ${bar(count, RATE_RANGE.steps, 20)} ${count}/${RATE_RANGE.steps}`);
    });
    const stop = () => engine.kill();
    interrupts.signal.addEventListener('abort', stop);
    const answer = await engine.client.request('rate.find', { project: project.value });
    line.clear();
    await engine.stop();
    if (interrupts.signal.aborted) return err({ exit: EXIT.interrupted, code: 'cancelled', message: 'Interrupted.' });
    if (!answer.ok) return err(engineFailure(answer.error));
    if (json) terminal.out(JSON.stringify(answer.value));
    else for (const text of reportLines(answer.value)) terminal.out(text);
    return ok(EXIT.done);
  } finally {
    interrupts.stopListening();
  }
}

const formatRate = (rate: number): string => rate.toExponential(1);

function reportLines({
  points,
  suggestion: { steepest, valley },
}: {
  readonly points: readonly RatePoint[];
  readonly suggestion: RateSuggestion;
}): readonly string[] {
  const last = points.at(-1);
  const tested = last
    ? `Tested ${points.length} rates, up to ${formatRate(last.learningRate)}.`
    : 'The first loss was no number.';
  if (steepest === null || valley === null) {
    return [tested, 'The loss fell nowhere: there is no rate to suggest. Look at the data and the loss first.'];
  }
  return [
    tested,
    `Suggested learning rate: ${formatRate(steepest)} (where the loss falls fastest)`,
    `A more careful one:      ${formatRate(valley)} (half way down the longest fall)`,
  ];
}
