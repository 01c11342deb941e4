import { VALIDATION_METRICS, type ValidationMetric, validationMetrics } from '#shared/training/metrics';
import { formatRate } from '../properties/schedule-preview';
import type { Curve } from '../run/curve';
import { formatLoss, formatShare } from './format';
import type { ChartMetrics } from './lines';
import type { OutputMetric } from './series';

type KnownName = 'accuracy' | ValidationMetric | 'learningRate';
/** What can be drawn beside the loss; of several outputs by Keras's names, such as `head_loss`. */
export type BesideName = KnownName | OutputMetric;

interface BesideChart {
  readonly title: string;
  readonly metrics: ChartMetrics;
  readonly format: (value: number) => string;
  /** Whether it is a part of 1, which the axis then ends with. */
  readonly share: boolean;
  /** Whether the axis begins at 0. */
  readonly fromZero?: true;
}

const further = (metric: ValidationMetric, share: boolean): BesideChart => {
  const words = validationMetrics[metric];
  return {
    title: words.charAt(0).toUpperCase() + words.slice(1),
    metrics: { validation: metric },
    format: share ? formatShare : formatLoss,
    share,
  };
};

const knownCharts: Readonly<Record<KnownName, BesideChart>> = {
  accuracy: {
    title: 'Accuracy',
    metrics: { training: 'accuracy', validation: 'validationAccuracy' },
    format: formatShare,
    share: true,
  },
  validationTop5Accuracy: further('validationTop5Accuracy', true),
  validationPrecision: further('validationPrecision', true),
  validationRecall: further('validationRecall', true),
  validationAuc: further('validationAuc', true),
  validationMeanAbsoluteError: further('validationMeanAbsoluteError', false),
  validationMeanSquaredError: further('validationMeanSquaredError', false),
  learningRate: {
    title: 'Learning rate',
    metrics: { training: 'learningRate' },
    format: formatRate,
    share: false,
    fromZero: true,
  },
};

const isKnown = (name: BesideName): name is KnownName => Object.hasOwn(knownCharts, name);

const SHARE = /_(accuracy|precision|recall|auc)$/;

export function besideChart(name: BesideName): BesideChart {
  if (isKnown(name)) return knownCharts[name];
  const share = SHARE.test(name);
  return {
    title: name,
    metrics: { training: name, validation: `val_${name}` },
    format: share ? formatShare : formatLoss,
    share,
  };
}

/** What a run has measured so far that can stand beside its loss. */
export function besides({ points, length }: Curve): readonly BesideName[] {
  const measured = new Set<string>();
  let [trained, validated] = [false, false];
  // The newest point of each kind says what there is.
  for (let i = length - 1; i >= 0 && !(trained && validated); i--) {
    const point = points[i];
    if (!point) continue;
    trained ||= point.loss !== undefined;
    validated ||= point.validationLoss !== undefined;
    const own = point.accuracy === undefined && point.validationAccuracy === undefined ? [] : ['accuracy'];
    for (const name of [...own, ...Object.keys(point.metrics ?? {})]) measured.add(name);
  }
  const further = VALIDATION_METRICS.filter(name => measured.delete(name));
  const accuracy = measured.delete('accuracy') ? (['accuracy'] as const) : [];
  const outputs = new Set([...measured].map(name => name.replace(/^val_/, '')).filter(isOfOutput));
  return [...accuracy, ...further, ...[...outputs].sort(lossesFirst), 'learningRate'];
}

const isOfOutput = (name: string): name is OutputMetric => name.includes('_');

const lossesFirst = (a: OutputMetric, b: OutputMetric): number =>
  Number(b.endsWith('_loss')) - Number(a.endsWith('_loss'));
