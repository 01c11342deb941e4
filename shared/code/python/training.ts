import { type PlannedStage, planOf, stageTitle } from '../../training/plan';
import type { TrainingSettings } from '../../training/settings';
import { call, type Expression, type Item, literal } from '../expression';
import { mixingOf } from '../mixing';
import { plainName, quoted } from '../names';
import type { CodeNetwork } from '../network';
import type { Printer } from '../printer';
import type { CodeData } from '../target';
import { averaging, earlyStopping, writeCallbacks } from './callbacks';
import type { PythonData } from './data';
import { flat } from './format';
import { kerasOptimizer } from './optimizer';
import { learningRate, needsSteps } from './schedule';
import { float, strings } from './values';

/** What `main()` is written from. */
export interface PythonProgram {
  readonly name: string;
  readonly network: CodeNetwork;
  readonly training: TrainingSettings;
  readonly data: CodeData;
  readonly fed: PythonData;
}

/** Whether the accuracy has to be computed by the sign of scores, which Keras's own does not. */
export const judgesSigns = ({ data }: Pick<PythonProgram, 'data'>): boolean =>
  data.ends.some(end => end.target === 'sign');

export const SIGN_ACCURACY = [
  'def accuracy(y_true, y_pred):',
  '    """How often the output has the sign of its label."""',
  '    return keras.ops.mean(keras.ops.equal(y_true > 0, y_pred > 0))',
];

/** Writes `main()`: loads, builds, compiles, trains and saves. */
export function writeMain(printer: Printer, program: PythonProgram): void {
  const { training, name, fed } = program;
  printer.lines('def main():');
  printer.inside(() => {
    printer.lines(`keras.utils.set_random_seed(${training.seed})`);
    if (training.precision !== 'float32') {
      printer.lines(`keras.config.set_dtype_policy(${quoted(training.precision)})`);
    }
    if (fed.isBatched) writeBatches(printer, program);
    else printer.lines('(x_train, y_train), (x_val, y_val) = load_data()');
    if (!fed.isBatched && fed.normalizes !== 'no') {
      if (fed.normalizes === 'computed') printer.lines('normalize.adapt(x_train)');
      printer.lines('x_train, x_val = np.array(normalize(x_train)), np.array(normalize(x_val))');
    }
    writeTargets(printer, program);
    printer.blank();
    printer.lines('model = build_model()', 'model.summary()');
    const weights = writeClassWeights(printer, program);
    if (mixingOf(program.data.settings.augmentations).length > 0) printer.lines('training = training.map(mix)');
    const hasCallbacks = writeCallbacks(printer, training, plainName(name));
    writeStages(printer, program, weights, hasCallbacks);
    printer.blank();
    printer.lines(`model.save(${quoted(`${plainName(name)}.keras`)})`);
  });
}

function writeBatches(printer: Printer, { data, fed }: PythonProgram): void {
  const isFolder = /^image-|^text-folder$/.test(data.settings.dataset);
  if (isFolder) printer.lines('training, validation = load_data()');
  else {
    printer.lines(
      '(x_train, y_train), (x_val, y_val) = load_data()',
      'training = tf.data.Dataset.from_tensor_slices((x_train, y_train))',
      'training = training.shuffle(len(x_train)).batch(BATCH_SIZE)',
      'validation = tf.data.Dataset.from_tensor_slices((x_val, y_val)).batch(BATCH_SIZE)',
    );
  }
  if (fed.normalizes === 'computed') printer.lines('normalize.adapt(training.map(lambda x, y: prepare(x, y)[0]))');
  const isAugmented = fed.isAugmented ? ', training=True' : '';
  const prepared = (args: string) => (fed.normalizes === 'no' ? args : `(normalize(${args}[0]), y)`);
  const mapped = fed.isPrepared || fed.normalizes !== 'no';
  for (const [name, args] of mapped
    ? [
        ['training', isAugmented],
        ['validation', ''],
      ]
    : []) {
    const map = call(`${name}.map`, `lambda x, y: ${prepared(`prepare(x, y${args})`)}`);
    printer.statement(`${name} = `, map);
  }
  printer.lines('training = training.prefetch(tf.data.AUTOTUNE)', 'validation = validation.prefetch(tf.data.AUTOTUNE)');
}

/** Where a network learns something else than the labels, or several things. */
function writeTargets(printer: Printer, { data, fed, network }: PythonProgram): void {
  const [only] = data.ends;
  const isPlain = data.ends.length < 2 && only?.learns === 'label' && only.label === undefined;
  if (isPlain && !(fed.isBatched && network.inputs.length > 1)) return;
  for (const { node, learns } of data.ends) {
    if (learns === 'other') printer.note(`What ${node} learns is not among what load_data() gives: put it here.`, node);
  }
  const value = (x: string, y: string): string => {
    if (only && data.ends.length === 1) return taught(only, x, y);
    return `{${data.ends.map(end => `${quoted(end.node)}: ${taught(end, x, y)}`).join(', ')}}`;
  };
  if (fed.isBatched) {
    const taken = flat(samplesFor(network, 'x'));
    printer.lines(
      `training = training.map(lambda x, y: (${taken}, ${value('x', 'y')}))`,
      `validation = validation.map(lambda x, y: (${taken}, ${value('x', 'y')}))`,
    );
  } else printer.lines(`y_train = ${value('x_train', 'y_train')}`, `y_val = ${value('x_val', 'y_val')}`);
}

/** The samples as `fit` takes them: for several Inputs by the names of their layers, each of which takes the sample. */
const samplesFor = ({ inputs }: CodeNetwork, samples: string): Expression =>
  inputs.length < 2
    ? samples
    : literal(
        '{',
        '}',
        inputs.map(({ id }) => ({ key: `${quoted(id)}: `, value: samples })),
      );

/** What one output learns. @param x the samples @param y what `load_data()` gives beside them */
function taught({ learns, label, target, classes }: CodeData['ends'][number], x: string, y: string): string {
  if (learns === 'input') return x;
  if (learns === 'other' || label === undefined) return y;
  const own = `${y}[${quoted(label)}]`;
  if (target === 'one-hot') return `keras.ops.one_hot(${own}, ${classes})`;
  return target === 'sign' ? `2.0 * ${own} - 1.0` : own;
}

/** Writes `class_weight`, where classes are weighted. @returns the argument for `fit` */
function writeClassWeights(printer: Printer, { training, data, fed }: PythonProgram): readonly string[] {
  if (training.classWeights === 'none') return [];
  const [only] = data.ends;
  if (
    !only ||
    data.ends.length > 1 ||
    only.learns !== 'label' ||
    only.numbers ||
    only.label !== undefined ||
    only.target === 'sign'
  ) {
    printer.note('The class weights are left out: Keras takes them only for one output with class numbers.');
    return [];
  }
  const labels = fed.isBatched ? 'np.concatenate([y for _, y in training])' : 'y_train';
  printer.lines(`labels = ${only.target === 'one-hot' ? `${labels}.argmax(axis=1)` : labels}`);
  printer.lines('counts = np.bincount(labels)');
  printer.lines('class_weight = dict(enumerate(len(labels) / (len(counts) * counts)))');
  return ['class_weight=class_weight'];
}

/** Keras gives the average back after the last epoch that was asked for alone; early stopping makes up for it by its best weights. */
const losesAverage = ({ weightAverage, earlyStopping: stop, stages }: TrainingSettings): boolean =>
  weightAverage.enabled && !stop.restoreBest && (stop.enabled || stages.at(-1)?.stopEarly === true);

/** The argument for `fit`. @param hasList whether there is a list in `callbacks`, which stands between what this `fit` has alone */
function callbacksOf(hasList: boolean, first: readonly Expression[], last: readonly Expression[]): readonly Item[] {
  if (first.length + last.length === 0) return hasList ? [{ key: 'callbacks=', value: 'callbacks' }] : [];
  return [{ key: 'callbacks=', value: literal('[', ']', [...first, ...(hasList ? ['*callbacks'] : []), ...last]) }];
}

/** Writes what compiles and fits the model, once for each stage. @param weights the argument for class weights */
function writeStages(
  printer: Printer,
  program: PythonProgram,
  weights: readonly string[],
  hasCallbacks: boolean,
): void {
  const { training, fed } = program;
  const { stages } = planOf(training);
  const several = training.stages.length > 0;
  if (losesAverage(training)) {
    printer.note('Where it ends early, the weights are those learned last: Keras keeps their average only to the end.');
  }
  if (stages.some(({ schedule }) => needsSteps(schedule))) {
    printer.lines(
      fed.isBatched ? 'steps_per_epoch = len(training)' : 'steps_per_epoch = math.ceil(len(x_train) / BATCH_SIZE)',
    );
  }
  for (const stage of stages) {
    const isLast = stage.index === stages.length - 1;
    const stopping = several ? earlyStopping(training, { ...stage, isLast }) : null;
    const first = several ? averaging(training) : [];
    const callbacks = callbacksOf(hasCallbacks, first, stopping ? [stopping] : []);
    writeStage(printer, program, stage, [...weights, ...callbacks]);
  }
}

function writeStage(
  printer: Printer,
  program: PythonProgram,
  stage: PlannedStage,
  further: readonly (Item | string)[],
): void {
  const { training, fed, network } = program;
  const several = training.stages.length > 0;
  printer.blank();
  if (several)
    printer.comment(`${stageTitle(stage)}: epochs ${stage.firstEpoch + 1} to ${stage.firstEpoch + stage.epochs}.`);
  if (several) writeTrainable(printer, program, stage);
  for (const { nodes, factor } of stage.rates) {
    printer.note(
      `Keras has one learning rate for all layers: that of ${nodes.join(', ')} should be ${factor} times it.`,
    );
  }
  const epochs = several ? `${stage.epochs}` : 'EPOCHS';
  const steps = epochs === '1' ? 'steps_per_epoch' : `${epochs} * steps_per_epoch`;
  const optimizer = kerasOptimizer(training, learningRate(stage.schedule, stage.learningRate, steps));
  printer.statement('', call('model.compile', { key: 'optimizer=', value: optimizer }, ...losses(program)));
  const samples = fed.isBatched
    ? ['training', 'validation_data=validation']
    : [
        samplesFor(network, 'x_train'),
        'y_train',
        'batch_size=BATCH_SIZE',
        { key: 'validation_data=', value: literal('(', ')', [samplesFor(network, 'x_val'), 'y_val']) },
      ];
  const until = several ? `${stage.firstEpoch + stage.epochs}` : 'EPOCHS';
  const from = stage.firstEpoch > 0 ? [`initial_epoch=${stage.firstEpoch}`] : [];
  printer.statement('', call('model.fit', ...samples, `epochs=${until}`, ...from, ...further));
}

function losses({ data, training }: PythonProgram): readonly Item[] {
  const [only] = data.ends;
  const metric = (end: CodeData['ends'][number] | undefined): string =>
    data.numbers || end?.numbers ? '"mae"' : end?.target === 'sign' ? 'accuracy' : '"accuracy"';
  const monitored = MONITORED[training.earlyStopping.monitor] ?? MONITORED[training.reduceOnPlateau.monitor];
  const metrics = (end: CodeData['ends'][number] | undefined): Expression =>
    literal('[', ']', [metric(end), ...(monitored ? [call(monitored)] : [])]);
  if (data.ends.length < 2) {
    return [
      { key: 'loss=', value: quoted(only?.loss ?? training.loss) },
      { key: 'metrics=', value: metrics(only) },
    ];
  }
  const each = (value: (end: CodeData['ends'][number]) => Expression): Expression =>
    literal(
      '{',
      '}',
      data.ends.map(end => ({ key: `${quoted(end.node)}: `, value: value(end) })),
    );
  const weighted = data.ends.some(({ weight }) => weight !== 1);
  return [
    { key: 'loss=', value: each(({ loss }) => quoted(loss)) },
    ...(weighted ? [{ key: 'loss_weights=', value: each(({ weight }) => float(weight)) }] : []),
    { key: 'metrics=', value: each(metrics) },
  ];
}

/** Metrics that Keras measures only where they are asked for, because something is judged by them. */
const MONITORED: Readonly<Record<string, string>> = {
  val_precision: 'keras.metrics.Precision',
  val_recall: 'keras.metrics.Recall',
  val_auc: 'keras.metrics.AUC',
  val_mean_absolute_error: 'keras.metrics.MeanAbsoluteError',
  val_mean_squared_error: 'keras.metrics.MeanSquaredError',
};

/** Which layers of a stage learn: those chosen, less those that are frozen for good. */
function writeTrainable(printer: Printer, { network }: PythonProgram, { trainable }: PlannedStage): void {
  const frozen = network.nodes.filter(node => node.hasWeights && !node.trainable).map(({ id }) => id);
  const chosen = trainable.which === 'all' ? [] : trainable.nodes;
  const [which, names] =
    trainable.which === 'only'
      ? ['in', chosen.filter(id => !frozen.includes(id))]
      : ['not in', [...new Set([...chosen, ...frozen])]];
  const known = new Set(network.nodes.map(({ id }) => id));
  if (names.length === 0 && which === 'not in') {
    printer.lines('model.trainable = True');
    return;
  }
  printer.statement('chosen = ', strings(names.filter(id => known.has(id))));
  printer.lines('for layer in model.layers:', `    layer.trainable = layer.name ${which} chosen`);
}
