import { z } from 'zod';
import type { ValidationMetric } from './metrics';

/** What one epoch measured, by the names of a run's points. */
export interface EpochValues {
  /** Means over the training samples, each measured before its step. */
  readonly loss?: number;
  readonly accuracy?: number;
  readonly validationLoss?: number;
  readonly validationAccuracy?: number;
  /** Further validation metrics, by their names in `validationMetrics`; of several outputs all, by Keras's. */
  readonly metrics?: Readonly<Record<string, number>>;
}

interface Monitored {
  /** In words. */
  readonly title: string;
  readonly better: 'lower' | 'higher';
  value(epoch: EpochValues): number | undefined;
}

const further = (name: ValidationMetric, title: string, better: Monitored['better']): Monitored => ({
  title,
  better,
  value: ({ metrics }) => metrics?.[name],
});

/** What can be watched from epoch to epoch, by Keras's names, with the direction that Keras finds by itself. */
const monitors = {
  val_loss: { title: 'validation loss', better: 'lower', value: epoch => epoch.validationLoss },
  val_accuracy: { title: 'validation accuracy', better: 'higher', value: epoch => epoch.validationAccuracy },
  val_precision: further('validationPrecision', 'validation precision', 'higher'),
  val_recall: further('validationRecall', 'validation recall', 'higher'),
  val_auc: further('validationAuc', 'validation AUC', 'higher'),
  val_mean_absolute_error: further('validationMeanAbsoluteError', 'validation mean absolute error', 'lower'),
  val_mean_squared_error: further('validationMeanSquaredError', 'validation mean squared error', 'lower'),
  loss: { title: 'training loss', better: 'lower', value: epoch => epoch.loss },
  accuracy: { title: 'training accuracy', better: 'higher', value: epoch => epoch.accuracy },
} as const satisfies Record<string, Monitored>;

type KnownMonitor = keyof typeof monitors;
// Object.keys does not say which keys they are.
const MONITOR_NAMES = Object.keys(monitors) as [KnownMonitor, ...KnownMonitor[]];

/** What is measured of each of several outputs, with the direction that is better: its name follows the output's, as in Keras. */
const ofOutputs = {
  loss: 'lower',
  accuracy: 'higher',
  precision: 'higher',
  recall: 'higher',
  auc: 'higher',
  top_k_categorical_accuracy: 'higher',
  mean_absolute_error: 'lower',
  mean_squared_error: 'lower',
} as const;
const ENDINGS = Object.entries(ofOutputs);
const OF_OUTPUT = new RegExp(`^.+_(${Object.keys(ofOutputs).join('|')})$`);

/** One of `monitors`, or of several outputs for example `val_head_loss`. */
export const MonitorName = z.union([z.enum(MONITOR_NAMES), z.string().max(200).regex(OF_OUTPUT)]);
export type MonitorName = z.infer<typeof MonitorName>;

const isKnown = (name: string): name is KnownMonitor => Object.hasOwn(monitors, name);

/** The names of what is measured of several outputs: training first, which has no more than loss and accuracy. */
export const outputMonitors = (nodes: readonly string[]): readonly string[] =>
  nodes.length < 2 ? [] : nodes.flatMap(node => [`val_${node}_loss`, `val_${node}_accuracy`, `${node}_loss`]);

/** The name of what is measured of an output, after its node was renamed; the same where it is of another. */
export function renamedMonitor(name: MonitorName, from: string, to: string): MonitorName {
  const found = ENDINGS.flatMap(([ending]) =>
    ['val_', ''].filter(part => name === `${part}${from}_${ending}`).map(part => `${part}${to}_${ending}`),
  );
  return isKnown(name) ? name : (found[0] ?? name);
}

/**
 * What a monitor watches: a measure, by its name in Keras, of a node or of the whole network, on the validation samples or in training.
 * @param nodes the outputs; the name of one that is gone is told from its place in the name
 */
export function monitorParts(
  name: MonitorName,
  nodes: readonly string[],
): { readonly ofValidation: boolean; readonly node?: string; readonly measure: string } {
  const ofValidation = name.startsWith('val_');
  const rest = ofValidation ? name.slice('val_'.length) : name;
  if (isKnown(name)) return { ofValidation, measure: rest };
  const fitting = ENDINGS.filter(([ending]) => rest.endsWith(`_${ending}`)).map(([ending]) => ({
    ofValidation,
    node: rest.slice(0, -ending.length - 1),
    measure: ending,
  }));
  const [first = { ofValidation, measure: rest }] = fitting;
  return fitting.find(({ node }) => nodes.includes(node)) ?? first;
}

/** In words. */
export const monitorTitle = (name: MonitorName): string => (isKnown(name) ? monitors[name].title : name);

export function monitorBetter(name: MonitorName): 'lower' | 'higher' {
  if (isKnown(name)) return monitors[name].better;
  return ENDINGS.find(([ending]) => name.endsWith(`_${ending}`))?.[1] ?? 'lower';
}

/** The monitored value of an epoch; `undefined` where the run does not measure it. */
export const monitoredValue = (name: MonitorName, epoch: EpochValues): number | undefined =>
  isKnown(name) ? monitors[name].value(epoch) : epoch.metrics?.[name];

/**
 * Whether a value beats the best so far, as Keras's callbacks judge it: by more than `minDelta`, in the monitor's direction, and
 * in single precision.
 * @param best `null` before the first value, which is always better
 */
export function isImprovement(name: MonitorName, value: number, best: number | null, minDelta: number): boolean {
  if (best === null) return true;
  const against = Math.fround(best);
  return monitorBetter(name) === 'lower'
    ? Math.fround(value + minDelta) < against
    : Math.fround(value - minDelta) > against;
}
