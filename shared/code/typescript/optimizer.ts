import type { PlannedStage } from '../../training/plan';
import type { TrainingSettings } from '../../training/settings';
import { call, type Expression, literal } from '../expression';
import { quoted } from '../names';
import type { Printer } from '../printer';

type Settings = TrainingSettings['optimizer'];

/** tfjs's optimizer at a learning rate. */
export function tfjsOptimizer(settings: Settings, rate: string): Expression {
  const numbers = (...values: readonly (number | boolean | string)[]) => values.map(String);
  switch (settings.type) {
    case 'adam':
    case 'adamw': {
      const { beta1, beta2, epsilon } = settings;
      const isUsual = beta1 === 0.9 && beta2 === 0.999 && epsilon === 1e-7;
      return call('tf.train.adam', ...numbers(rate, ...(isUsual ? [] : [beta1, beta2, epsilon])));
    }
    case 'sgd':
      return settings.momentum > 0
        ? call('tf.train.momentum', ...numbers(rate, settings.momentum, ...(settings.nesterov ? [true] : [])))
        : call('tf.train.sgd', rate);
    case 'rmsprop':
      return call('tf.train.rmsprop', ...numbers(rate, settings.rho, settings.momentum, settings.epsilon));
    case 'adagrad':
      return call('tf.train.adagrad', ...numbers(rate, settings.initialAccumulatorValue));
  }
}

/** Product as a term, without a factor of 1. */
const scaled = (factor: number, term: string): string => (factor === 1 ? term : `${factor} * ${term}`);

/** Whether the learning rate of a stage is set anew before each step. */
export const changesRate = ({ schedule }: PlannedStage, { reduceOnPlateau }: TrainingSettings): boolean =>
  schedule.type !== 'constant' || reduceOnPlateau.enabled;

/** Whether the stage needs an optimizer in a variable, as something is done to it. */
export const needsOptimizer = (stage: PlannedStage, training: TrainingSettings): boolean =>
  changesRate(stage, training) || hooks(training, stage).length > 0 || training.weightAverage.enabled;

/** What is done to the gradients before each step, as terms of `gradients`; statements and the last a value. */
function hooks(training: TrainingSettings, stage: PlannedStage): readonly string[] {
  const { gradientClipping, clippingThreshold, optimizer } = training;
  return [
    ...(gradientClipping === 'none'
      ? []
      : [
          `gradients = ${gradientClipping === 'value' ? 'clipByValue' : 'clipByNorm'}(gradients, ${clippingThreshold});`,
        ]),
    ...(optimizer.type === 'adamw' && optimizer.weightDecay > 0
      ? [
          `decayWeights(model, ${scaled(optimizer.weightDecay, changesRate(stage, training) ? 'rate' : `${stage.learningRate}`)});`,
        ]
      : []),
    ...stage.rates.map(
      ({ nodes }, i) =>
        `gradients = withOwnRate(model, [${nodes.map(quoted).join(', ')}], own${stage.rates.length > 1 ? i + 1 : ''}, gradients);`,
    ),
  ];
}

/** Writes `optimizer` and all that is done to it, and to `own` ones of layers with rates of their own. */
export function writeOptimizer(printer: Printer, training: TrainingSettings, stage: PlannedStage): void {
  const { optimizer, weightAverage } = training;
  printer.statement('const optimizer = ', tfjsOptimizer(optimizer, `${stage.learningRate}`), { after: ';' });
  for (const [i, { factor }] of stage.rates.entries()) {
    const name = `own${stage.rates.length > 1 ? i + 1 : ''}`;
    printer.statement(`const ${name} = `, tfjsOptimizer(optimizer, `${factor * stage.learningRate}`), { after: ';' });
  }
  const changes = hooks(training, stage);
  const usesRate = changes.some(line => /\brate\b/.test(line));
  if (usesRate) printer.lines(`let rate = ${stage.learningRate};`);
  if (changes.length > 0) {
    printer.lines('beforeSteps(optimizer, (gradients) => {');
    printer.inside(() => printer.lines(...changes, 'return gradients;'));
    printer.lines('});');
  }
  if (!weightAverage.enabled) return;
  const { momentum, overwriteFrequency } = weightAverage;
  printer.statement(
    'const average = ',
    call(
      'averageWeights',
      'model',
      literal('{', '}', [
        { key: 'momentum: ', value: `${momentum}` },
        { key: 'overwriteEvery: ', value: `${overwriteFrequency}` },
        'stepsPerEpoch',
      ]),
    ),
    { after: ';' },
  );
  printer.lines('average.afterEachStep(optimizer);');
}

/** Lines that set the rates of all optimizers to a term of `step`. */
export function rateLines(training: TrainingSettings, stage: PlannedStage, isLowered: boolean): readonly string[] {
  const now = isLowered ? 'plateau.lowered(rateAt(step++))' : 'rateAt(step++)';
  const names = stage.rates.map((_, i) => `own${stage.rates.length > 1 ? i + 1 : ''}`);
  const isKept = hooks(training, stage).some(line => /\brate\b/.test(line));
  const set = (name: string, rate: string): string =>
    training.optimizer.type === 'sgd' ? `${name}.setLearningRate(${rate});` : `setLearningRate(${name}, ${rate});`;
  if (names.length === 0 && !isKept) return [set('optimizer', now)];
  return [
    isKept ? `rate = ${now};` : `const rate = ${now};`,
    set('optimizer', 'rate'),
    ...stage.rates.map(({ factor }, i) => set(names[i] ?? '', scaled(factor, 'rate'))),
  ];
}
