import type { LossName } from '../../training/losses';
import type { TrainingSettings } from '../../training/settings';
import { type Expression, type Item, literal } from '../expression';
import { quoted } from '../names';
import type { CodeData, CodeEnd } from '../target';

/** tfjs's names of the losses; those of a function of ours and of tfjs's, where the loss is to be computed by one. */
const LOSSES: { readonly [name in LossName]: { readonly named?: string; readonly computed: string } } = {
  sparse_categorical_crossentropy: {
    named: 'sparseCategoricalCrossentropy',
    // Of rows of 0 and 1, as tfjs takes class numbers only by the name.
    computed: 'tf.metrics.categoricalCrossentropy',
  },
  categorical_crossentropy: {
    named: 'categoricalCrossentropy',
    computed: 'tf.metrics.categoricalCrossentropy',
  },
  binary_crossentropy: { named: 'binaryCrossentropy', computed: 'tf.metrics.binaryCrossentropy' },
  kl_divergence: { named: 'kullbackLeiblerDivergence', computed: 'klDivergence' },
  hinge: { named: 'hinge', computed: 'hinge' },
  categorical_hinge: { named: 'categoricalHinge', computed: 'categoricalHinge' },
  mean_squared_error: { named: 'meanSquaredError', computed: 'tf.metrics.meanSquaredError' },
  mean_absolute_error: { named: 'meanAbsoluteError', computed: 'tf.metrics.meanAbsoluteError' },
  huber: { computed: 'huber' },
};

/** tfjs's compile() has no weights of losses, so that the loss itself has to be multiplied. */
export const weightsByHand = ({ weight }: CodeEnd): boolean => weight !== 1;

function lossOf(end: CodeEnd): string {
  const { named, computed } = LOSSES[end.loss];
  if (weightsByHand(end)) return `weighted(${computed}, ${end.weight})`;
  return named === undefined ? computed : quoted(named);
}

const isFunction = (end: CodeEnd): boolean => !lossOf(end).startsWith('"');

/** What tfjs measures, and a program is judged by, by Keras's names. */
const MONITORED: Readonly<Record<string, string>> = {
  val_precision: 'precision',
  val_recall: 'recall',
  val_mean_absolute_error: 'tf.metrics.meanAbsoluteError',
  val_mean_squared_error: 'tf.metrics.meanSquaredError',
};

const metricOf = (end: CodeEnd | undefined, data: CodeData): string =>
  data.numbers || end?.numbers ? 'tf.metrics.meanAbsoluteError' : end?.target === 'sign' ? 'accuracy' : '"accuracy"';

/** The arguments of `compile()` for what is made small and measured. */
export function lossItems(data: CodeData, training: TrainingSettings): readonly Item[] {
  const { ends } = data;
  const [only] = ends;
  if (ends.length < 2) {
    const monitors = [training.earlyStopping.monitor, training.reduceOnPlateau.monitor];
    const further = [...new Set(monitors.flatMap(monitor => MONITORED[monitor] ?? []))];
    const metrics = [...new Set([metricOf(only, data), ...further])];
    const loss = only ? lossOf(only) : quoted(LOSSES[training.loss].named ?? '');
    return [
      { key: 'loss: ', value: loss },
      { key: 'metrics: ', value: literal('[', ']', metrics) },
    ];
  }
  const isMixed = ends.some(isFunction) && !ends.every(isFunction);
  const each = (value: (end: CodeEnd) => string, close = '}'): Expression =>
    literal(
      '{',
      close,
      ends.map(end => ({ key: `${quoted(end.node)}: `, value: value(end) })),
    );
  return [
    // tfjs takes names and functions side by side; its types do not say so.
    { key: 'loss: ', value: each(lossOf, isMixed ? '} as object as Record<string, string>' : '}') },
    { key: 'metrics: ', value: each(end => metricOf(end, data)) },
  ];
}

/**
 * What tfjs calls a monitored value; absent where it does not measure it.
 * @param outputs in the order of the model's
 */
export function tfjsMonitor(monitor: string, data: CodeData, outputs: readonly string[]): string | undefined {
  if (data.ends.length > 1) return ofSeveral(monitor, data, outputs);
  const [only] = data.ends;
  if (monitor === 'val_auc') return undefined;
  if (monitor === 'val_precision' || monitor === 'val_recall') {
    return only?.loss === 'binary_crossentropy' && only.classes === 1 && !only.numbers ? monitor : undefined;
  }
  if (/accuracy$/.test(monitor)) {
    const measured = metricName(metricOf(only, data));
    return measured === 'meanAbsoluteError' ? undefined : monitor.replace(/accuracy$/, measured);
  }
  return monitor.replace('mean_absolute_error', 'meanAbsoluteError').replace('mean_squared_error', 'meanSquaredError');
}

/**
 * Of several outputs tfjs (4.22) gives the validated values under names that are not theirs: sums of the losses so far come
 * first, one for each output, so that the others move behind and the last ones are lost.
 */
function ofSeveral(monitor: string, data: CodeData, outputs: readonly string[]): string | undefined {
  const metricNames = outputs.map(output => {
    const end = data.ends.find(({ node }) => node === output);
    return `${output}_${metricName(metricOf(end, data))}`;
  });
  const names = ['loss', ...outputs.map(output => `${output}_loss`), ...metricNames];
  const isValidated = monitor.startsWith('val_');
  const place = names.indexOf(monitor.replace(/^val_/, '').replace(/_accuracy$/, '_acc'));
  if (!isValidated) return names[place];
  const given = place < 0 ? undefined : names[place + outputs.length - 1];
  return given === undefined ? undefined : `val_${given}`;
}

const metricName = (metric: string): string => (metric === '"accuracy"' ? 'acc' : metric.replace('tf.metrics.', ''));
