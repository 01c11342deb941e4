import { VALIDATION_METRICS, type ValidationMetric, validationMetrics } from '#shared/training/metrics';
import { formatRate } from '../properties/schedule-preview';
import type { Curve } from '../run/curve';
import { formatLoss, formatShare } from './format';
import type { ChartMetrics } from './lines';

/** What can be drawn beside the loss. */
export type BesideName = 'accuracy' | ValidationMetric | 'learningRate';

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

export const besideCharts: Readonly<Record<BesideName, BesideChart>> = {
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

/** What a run has measured so far that can stand beside its loss. */
export function besides({ points, length }: Curve): readonly BesideName[] {
  let measured: Readonly<Record<string, number>> = {};
  for (let i = length - 1; i >= 0; i--) {
    const metrics = points[i]?.metrics;
    if (!metrics) continue;
    measured = metrics;
    break;
  }
  return ['accuracy', ...VALIDATION_METRICS.filter(metric => metric in measured), 'learningRate'];
}
