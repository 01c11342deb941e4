import type { LossName } from '../../training/losses';
import { planOf } from '../../training/plan';
import type { TrainingSettings } from '../../training/settings';
import { call, type Expression, type Item, literal } from '../expression';
import { plainName, quoted } from '../names';
import type { CodeNetwork } from '../network';
import type { Printer } from '../printer';
import type { CodeData } from '../target';

/** tfjs's names of the losses, or a function of its own. */
const LOSSES: { readonly [name in LossName]?: string } = {
  kl_divergence: '"kullbackLeiblerDivergence"',
  huber: '(label: tf.Tensor, output: tf.Tensor) => tf.losses.huberLoss(label, output)',
};
const camelCase = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const lossOf = (loss: LossName): string => LOSSES[loss] ?? quoted(camelCase(loss));

interface Program {
  readonly name: string;
  readonly network: CodeNetwork;
  readonly training: TrainingSettings;
  readonly data: CodeData;
}

/** Writes `main()`: loads, builds, compiles, trains and saves. */
export function writeMain(printer: Printer, { name, network, training, data }: Program): void {
  const { epochs, stages } = planOf(training);
  printer.lines('async function main(): Promise<void> {');
  printer.inside(() => {
    printer.lines(
      'const { training, validation } = await loadData();',
      'const model = buildModel();',
      'model.summary();',
    );
    printer.blank();
    for (const words of leftOut(training)) printer.note(words);
    for (const { nodes, factor } of stages.flatMap(({ rates }) => rates)) {
      printer.note(
        `There is one learning rate for all layers: that of ${nodes.join(', ')} should be ${factor} times it.`,
      );
    }
    for (const { id } of network.nodes.filter(node => node.hasWeights && !node.trainable)) {
      printer.lines(`model.getLayer(${quoted(id)}).trainable = false;`);
    }
    const compile = literal('{', '}', [
      { key: 'optimizer: ', value: optimizer(training) },
      { key: 'loss: ', value: losses(data, training) },
      { key: 'metrics: ', value: '["accuracy"]' },
    ]);
    printer.statement('', call('model.compile', compile), { after: ';' });
    if (network.inputs.length > 1 || data.ends.length > 1 || data.ends.some(({ learns }) => learns !== 'label')) {
      printer.note('What each Input takes and each output learns has to be handed to fit() in their order.');
    }
    const learns = data.ends.length === 1 && data.ends[0]?.learns === 'input' ? 'x' : 'y';
    printer.statement(
      '',
      call('await model.fit', 'training.x', `training.${learns}`, literal('{', '}', fitArgs(training, epochs, learns))),
      { after: ';' },
    );
    printer.lines(`await model.save(${quoted(`file://${plainName(name)}`)});`);
  });
  printer.lines('}');
}

function fitArgs({ batchSize, earlyStopping: stop }: TrainingSettings, epochs: number, learns: string): Item[] {
  const stops: Item[] = [
    ...(stop.monitor === 'val_loss' ? [] : [{ key: 'monitor: ', value: quoted(tfjsMonitor(stop.monitor)) }]),
    ...(stop.minDelta === 0 ? [] : [{ key: 'minDelta: ', value: `${stop.minDelta}` }]),
    { key: 'patience: ', value: `${stop.patience}` },
  ];
  return [
    { key: 'batchSize: ', value: `${batchSize}` },
    { key: 'epochs: ', value: `${epochs}` },
    { key: 'validationData: ', value: `[validation.x, validation.${learns}]` },
    ...(stop.enabled
      ? [{ key: 'callbacks: ', value: call('tf.callbacks.earlyStopping', literal('{', '}', stops)) }]
      : []),
  ];
}

/** tfjs calls the accuracy `acc`. */
const tfjsMonitor = (monitor: string): string => monitor.replace('accuracy', 'acc');

/** Whether tfjs has no name for an output's loss. */
const isFunction = ({ loss }: { readonly loss: LossName }): boolean => LOSSES[loss]?.includes('=>') === true;

function losses({ ends }: CodeData, training: TrainingSettings): Expression {
  const [only] = ends;
  if (ends.length < 2) return lossOf(only?.loss ?? training.loss);
  const isMixed = ends.some(isFunction) && !ends.every(isFunction);
  return literal(
    '{',
    // tfjs takes names and functions side by side; its types do not say so.
    isMixed ? '} as object as Record<string, string>' : '}',
    ends.map(({ node, loss }) => ({ key: `${quoted(node)}: `, value: lossOf(loss) })),
  );
}

function optimizer({ optimizer: settings }: TrainingSettings): Expression {
  const { learningRate } = settings;
  const numbers = (...values: readonly (number | boolean)[]) => values.map(String);
  switch (settings.type) {
    case 'adam':
    case 'adamw': {
      const { beta1, beta2, epsilon } = settings;
      const isUsual = beta1 === 0.9 && beta2 === 0.999 && epsilon === 1e-7;
      return call('tf.train.adam', ...numbers(learningRate, ...(isUsual ? [] : [beta1, beta2, epsilon])));
    }
    case 'sgd':
      return settings.momentum > 0
        ? call('tf.train.momentum', ...numbers(learningRate, settings.momentum, ...(settings.nesterov ? [true] : [])))
        : call('tf.train.sgd', ...numbers(learningRate));
    case 'rmsprop':
      return call('tf.train.rmsprop', ...numbers(learningRate, settings.rho, settings.momentum, settings.epsilon));
    case 'adagrad':
      return call('tf.train.adagrad', ...numbers(learningRate, settings.initialAccumulatorValue));
  }
}

/** What of the training tfjs has nothing for, each as a sentence. */
function leftOut(training: TrainingSettings): readonly string[] {
  const { stages, earlyStopping: stop, schedule } = training;
  const weighted = training.outputs?.some(({ weight }) => weight !== 1);
  return [
    ...(training.optimizer.type === 'adamw'
      ? ['The weight decay of AdamW is left out: TensorFlow.js has Adam only.']
      : []),
    ...(training.gradientClipping === 'none'
      ? []
      : ['Gradients are not clipped here: TensorFlow.js has no such setting.']),
    ...(schedule.type === 'constant' || stages.length > 0
      ? []
      : [`The schedule ${schedule.type} is left out: the learning rate stays the same.`]),
    ...(training.reduceOnPlateau.enabled ? ['The learning rate is not lowered on a plateau here.'] : []),
    ...(stop.keepBest || stop.restoreBest
      ? ['The weights of the best epoch are not kept here, only the last ones.']
      : []),
    ...(training.weightAverage.enabled ? ['The moving average of the weights is left out.'] : []),
    ...(training.classWeights === 'none' ? [] : ['The class weights are left out.']),
    ...(training.precision === 'float32' ? [] : [`All is computed in float32 here, not in ${training.precision}.`]),
    ...(stages.length > 0
      ? [`The ${stages.length} stages become one: all layers that are not frozen learn, at one rate.`]
      : []),
    ...(weighted ? ['The weights of the losses are left out: all count alike.'] : []),
  ];
}
