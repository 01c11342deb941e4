import { Option } from 'commander';
import { classScores, meanScore, mistakes } from '#shared/evaluate/class-scores';
import type { OutputEvaluation, RunEvaluation } from '#shared/protocol/evaluation';
import type { WhichWeights } from '#shared/protocol/runs';
import { fromWire } from '#shared/protocol/tensor';
import { ok, type Result } from '#shared/result';
import { askEngine } from '../ask-engine';
import { type AddCommand, type Cli, exits, jsonOption, runsOption, weightsOption } from '../cli';
import { runsFolder } from '../engine';
import { EXIT, type ExitCode } from '../exit-code';
import { type Failure, fail } from '../failure';
import { findRun } from '../find-run';
import { grouped, table } from '../table';

interface Options {
  readonly split: 'training' | 'validation';
  readonly weights?: WhichWeights;
  readonly runs?: string;
  readonly json?: boolean;
}

export const addEvaluate: AddCommand = (program, cli) => {
  program
    .command('evaluate <run>')
    .summary('tell how good a trained network is, class by class')
    .description(
      'Evaluates a run on a part of its data, without augmentation: metrics, precision and recall of each class, what is ' +
        'taken for what, and the worst mistakes. The run is its id, the beginning of one, "latest", or its folder.',
    )
    .addOption(
      new Option('--split <part>', 'which part of the data').choices(['training', 'validation']).default('validation'),
    )
    .addOption(weightsOption('those that the run ended with'))
    .addOption(runsOption())
    .addOption(jsonOption())
    .action(
      exits(cli, async (run: string, options: Options) => {
        const evaluated = await evaluateRun(cli, run, options);
        return evaluated.ok ? evaluated.value : fail(cli.terminal, options.json === true, evaluated.error);
      }),
    );
};

async function evaluateRun(cli: Cli, words: string, options: Options): Promise<Result<ExitCode, Failure>> {
  const { split, weights, json } = options;
  const found = await findRun(words, runsFolder(options.runs));
  if (!found.ok) return found;
  const { run } = found.value;
  return askEngine(
    cli,
    found.value,
    client => client.request('runs.evaluate', { run, split, weights }),
    evaluation => {
      if (json) cli.terminal.out(JSON.stringify(told(evaluation)));
      else for (const line of evaluationLines(evaluation)) cli.terminal.out(line);
      return ok(EXIT.done);
    },
  );
}

/** How many of the worst mistakes are told. */
const WORST = { lines: 5, json: 100 };

interface WorstMistake {
  /** The sample's number in its part, from 0. */
  readonly sample: number;
  readonly label: string;
  readonly predicted: string;
  readonly loss: number;
  readonly output: number;
}

/** The samples that are taken for another class, those with the largest loss first. */
function worstMistakes({ samples, classes }: OutputEvaluation, most: number): readonly WorstMistake[] {
  if (!samples) return [];
  const values = fromWire(samples);
  const rows = Array.from({ length: samples.shape[0] ?? 0 }, (_, sample) => {
    const [label = 0, predicted = 0, loss = 0, output = 0] = values.subarray(4 * sample, 4 * sample + 4);
    const names = { label: classes[label] ?? `${label}`, predicted: classes[predicted] ?? `${predicted}` };
    return { sample, ...names, loss, output, wrong: label !== predicted };
  });
  return rows
    .filter(({ wrong }) => wrong)
    .sort((a, b) => b.loss - a.loss)
    .slice(0, most)
    .map(({ wrong: _, ...mistake }) => mistake);
}

const told = ({ outputs, ...evaluation }: RunEvaluation) => ({
  ...evaluation,
  outputs: outputs.map(output => {
    const { node, target, kind, classes, confusion } = output;
    const scores = classScores(confusion, classes);
    return { node, target, kind, classes: scores, confusion, mistakes: worstMistakes(output, WORST.json) };
  }),
});

const percent = (value: number | null): string => (value === null ? '–' : `${(100 * value).toFixed(1)} %`);

export function evaluationLines(evaluation: RunEvaluation): readonly string[] {
  const { split, samples, loss, accuracy, weights, step, metrics, outputs } = evaluation;
  const accuracyWords = accuracy === undefined ? '' : `, accuracy ${percent(accuracy)}`;
  return [
    `${grouped(samples)} ${split} samples, the ${weights} weights (step ${grouped(step)}): loss ${loss.toPrecision(4)}${accuracyWords}`,
    ...Object.entries(metrics).map(([name, value]) => `${name} ${value.toPrecision(4)}`),
    ...outputs.flatMap(output => outputLines(output, outputs.length > 1)),
  ];
}

function outputLines(output: OutputEvaluation, several: boolean): readonly string[] {
  const { node, target, kind, classes, confusion } = output;
  const scores = classScores(confusion, classes);
  const isMap = kind === 'class-map';
  const columns = ['Class', isMap ? 'Pixels' : 'Samples', 'Precision', 'Recall', isMap ? 'Dice' : 'F1', 'IoU'];
  const shown = isMap ? columns : columns.slice(0, -1);
  const rows = scores.map(({ name, support, precision, recall, f1, iou }) =>
    [name, grouped(support), ...[precision, recall, f1, iou].map(percent)].slice(0, shown.length),
  );
  const means = (['precision', 'recall', 'f1', 'iou'] as const).map(of => percent(meanScore(scores, of)));
  const common = mistakes(confusion).slice(0, WORST.lines);
  const worst = worstMistakes(output, WORST.lines);
  return [
    '',
    ...(several ? [`${node} (${target})`] : []),
    ...table(
      shown.map((title, i) => ({ title, align: i === 0 ? 'left' : 'right' })),
      [...rows, ['mean', '', ...means].slice(0, shown.length)],
    ),
    ...(common.length > 0 ? ['', 'Most often taken for another:'] : []),
    ...common.map(
      ({ label, predicted, count }) => `  ${classes[label]} as ${classes[predicted]}: ${grouped(count)} times`,
    ),
    ...(worst.length > 0 ? ['', 'Worst mistakes:'] : []),
    ...worst.map(
      ({ sample, label, predicted, loss }) =>
        `  sample ${sample}: ${label} taken for ${predicted} (loss ${loss.toPrecision(3)})`,
    ),
  ];
}
