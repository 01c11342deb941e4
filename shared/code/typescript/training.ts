import { type PlannedStage, planOf, stageTitle } from '../../training/plan';
import type { TrainingSettings } from '../../training/settings';
import { call, type Item, literal } from '../expression';
import { mixingOf } from '../mixing';
import { plainName, quoted } from '../names';
import type { CodeNetwork } from '../network';
import type { Printer } from '../printer';
import type { CodeData } from '../target';
import { writeCallbacks, writeStopping } from './callbacks';
import { lossItems } from './losses';
import { changesRate, needsOptimizer, rateLines, tfjsOptimizer, writeOptimizer } from './optimizer';
import type { TypeScriptFeed } from './prepare';
import { needsSteps, rateTerm } from './schedule';

interface Program {
  readonly name: string;
  readonly network: CodeNetwork;
  readonly training: TrainingSettings;
  readonly data: CodeData;
  readonly fed: TypeScriptFeed;
}

/** Writes `main()`: loads, builds, compiles, trains and saves. */
export function writeMain(printer: Printer, program: Program): void {
  const { name, network, training } = program;
  const { stages } = planOf(training);
  const several = stages.length > 1;
  printer.lines('async function main(): Promise<void> {');
  printer.inside(() => {
    writeFeeding(printer, program);
    printer.lines('const model = buildModel();', 'model.summary();');
    printer.blank();
    for (const words of leftOut(training)) printer.note(words);
    if (training.stages.length === 0) {
      for (const { id } of network.nodes.filter(node => node.hasWeights && !node.trainable)) {
        printer.lines(`model.getLayer(${quoted(id)}).trainable = false;`);
      }
    }
    const callbacks = writeCallbacks(printer, watchedBy(program), name);
    const weights = writeClassWeights(printer, program);
    if (stages.some(stage => needsSteps(stage)) || training.weightAverage.enabled) {
      printer.lines('const stepsPerEpoch = Math.ceil(training.x.shape[0]! / BATCH_SIZE);');
    }
    for (const stage of stages) {
      const write = () => writeStage(printer, program, stage, callbacks, weights);
      if (several) {
        printer.blank();
        printer.lines('{');
        printer.inside(write);
        printer.lines('}');
      } else write();
    }
    printer.lines(`await model.save(${quoted(`file://${plainName(name)}`)});`);
  });
  printer.lines('}');
}

const watchedBy = ({ training, data, network }: Program) => ({
  training,
  data,
  outputs: network.outputs.map(({ id }) => id),
});

/** Lines that load the samples and make of them what `fit()` takes. */
function writeFeeding(printer: Printer, { data, fed }: Program): void {
  printer.lines('const { training, validation } = await loadData();');
  const type = data.sampleShape.length === 3 ? ' as tf.Tensor4D' : '';
  if (fed.isComputed) printer.lines(`learnNormalization(training.x${type});`);
  if (!fed.hasExamples) return;
  if (!fed.isBatched) printer.lines('const known = examples(training);');
  printer.lines('const kept = examples(validation);');
}

function writeStage(
  printer: Printer,
  program: Program,
  stage: PlannedStage,
  callbacks: readonly string[],
  weights: readonly Item[],
): void {
  const { network, training, data, fed } = program;
  const { stages } = training;
  if (stages.length > 0) {
    const last = stage.firstEpoch + stage.epochs;
    printer.comment(`${stageTitle(stage)}: epochs ${stage.firstEpoch + 1} to ${last}.`);
    writeTrainable(printer, network, stage);
  }
  const isHeld = needsOptimizer(stage, training);
  if (isHeld) writeOptimizer(printer, training, stage);
  const isLast = stage.index === stages.length - 1;
  const stopping = writeStopping(printer, watchedBy(program), stages.length > 0 ? { ...stage, isLast } : undefined);
  const list = [...callbacks, ...stopping];
  if (changesRate(stage, training)) {
    const term = rateTerm(stage);
    const usesStep = typeof term !== 'string' || /\bstep\b/.test(term);
    printer.statement(`const rateAt = (${usesStep ? 'step' : '_step'}: number) => `, term, { after: ';' });
    printer.lines(
      'let step = 0;',
      'const rates = {',
      '  onBatchBegin: async () => {',
      ...rateLines(training, stage, training.reduceOnPlateau.enabled).map(line => `    ${line}`),
      '  },',
      '};',
    );
    list.push('rates');
  }
  // First what puts the learned weights back, as the others look at those that were validated.
  if (training.weightAverage.enabled) list.push('average');
  const compile = literal('{', '}', [
    isHeld ? 'optimizer' : { key: 'optimizer: ', value: tfjsOptimizer(training.optimizer, `${stage.learningRate}`) },
    ...lossItems(data, training),
  ]);
  printer.statement('', call('model.compile', compile), { after: ';' });
  const validation = fed.hasExamples ? '[kept.xs, kept.ys]' : '[validation.x, validation.y]';
  const args = literal('{', '}', [
    ...(fed.isBatched ? [] : [{ key: 'batchSize: ', value: 'BATCH_SIZE' }]),
    { key: 'epochs: ', value: `${stage.firstEpoch + stage.epochs}` },
    ...(stage.firstEpoch > 0 ? [{ key: 'initialEpoch: ', value: `${stage.firstEpoch}` }] : []),
    { key: 'validationData: ', value: validation },
    ...(list.length > 0 ? [{ key: 'callbacks: ', value: literal('[', ']', list) }] : []),
    ...weights,
  ]);
  const samples = fed.hasExamples ? ['known.xs', 'known.ys'] : ['training.x', 'training.y'];
  const fit = fed.isBatched
    ? call('await model.fitDataset', 'batches(training)', args)
    : call('await model.fit', ...samples, args);
  printer.statement('', fit, { after: ';' });
  if (stopping.includes('remembered')) printer.lines('remembered.restoreBest();');
}

/** Which layers of a stage learn: those chosen, less those that are frozen for good. */
function writeTrainable(printer: Printer, network: CodeNetwork, { trainable }: PlannedStage): void {
  const frozen = network.nodes.filter(node => node.hasWeights && !node.trainable).map(({ id }) => id);
  const chosen = trainable.which === 'all' ? [] : trainable.nodes;
  const known = new Set(network.nodes.map(({ id }) => id));
  const isOnly = trainable.which === 'only';
  const names = isOnly ? chosen.filter(id => !frozen.includes(id)) : [...new Set([...chosen, ...frozen])];
  const listed = literal(
    '[',
    ']',
    names.filter(id => known.has(id)).map(id => quoted(id)),
  );
  printer.statement('', call('chooseLayers', 'model', listed, ...(isOnly ? [] : ['true'])), { after: ';' });
}

/** Writes `classWeight`, where classes are weighted. @returns the argument for `fit()` */
function writeClassWeights(printer: Printer, { training, data }: Program): readonly Item[] {
  if (training.classWeights === 'none') return [];
  const weighted = data.ends.filter(
    ({ learns, numbers, label }) => learns === 'label' && !numbers && label !== 'mask' && label !== 'box',
  );
  if (weighted.length === 0) {
    printer.note('The class weights are left out: TensorFlow.js takes them only where a sample is of one class.');
    return [];
  }
  if (mixingOf(data.settings.augmentations).length > 0 && weighted.some(({ target }) => target !== 'one-hot')) {
    printer.note('The class weights are left out: TensorFlow.js finds no class in a mixed label.');
    return [];
  }
  const weightsOf = ({ label, target }: CodeData['ends'][number]): string => {
    const labels = label === undefined ? 'training.y' : `training.y.${label}`;
    return `balancedWeights(${target === 'sign' ? `${labels}.mul(2).sub(1)` : labels})`;
  };
  const [only] = weighted;
  if (only && data.ends.length === 1) return [{ key: 'classWeight: ', value: weightsOf(only) }];
  const each = weighted.map(end => ({ key: `${quoted(end.node)}: `, value: weightsOf(end) }));
  return [{ key: 'classWeight: ', value: literal('{', '}', each) }];
}

/** What of the training tfjs cannot do, each as a sentence with the reason. */
const leftOut = ({ precision, optimizer }: TrainingSettings): readonly string[] => [
  ...(precision === 'float32' ? [] : [`All is computed in float32: TensorFlow.js has no ${precision}.`]),
  ...(optimizer.type === 'adagrad' && optimizer.epsilon !== 1e-7
    ? ["The epsilon of Adagrad is TensorFlow.js's own, 1e-7: it takes no other."]
    : []),
];
