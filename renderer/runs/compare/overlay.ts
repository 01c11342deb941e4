import type { MetricPoint } from '#shared/protocol/session';
import { validationMetrics } from '#shared/training/metrics';
import { decimate, type Series, smooth } from '../../curves/series';
import type { Curve } from '../../run/curve';

/** What the x axis counts. Time is that of training, in seconds without pauses. */
export type Axis = 'step' | 'epoch' | 'time';

/** Something that runs have curves of. */
export interface OverlayMetric {
  readonly key: string;
  readonly title: string;
  /** A share of 1, shown in percent. */
  readonly share: boolean;
  readonly of: (point: MetricPoint) => number | undefined;
}

const MAIN: readonly OverlayMetric[] = [
  { key: 'loss', title: 'Training loss', share: false, of: point => point.loss },
  { key: 'validationLoss', title: 'Validation loss', share: false, of: point => point.validationLoss },
  { key: 'accuracy', title: 'Training accuracy', share: true, of: point => point.accuracy },
  { key: 'validationAccuracy', title: 'Validation accuracy', share: true, of: point => point.validationAccuracy },
];
const LEARNING_RATE: OverlayMetric = {
  key: 'learningRate',
  title: 'Learning rate',
  share: false,
  of: point => point.learningRate,
};

const WORDS: Readonly<Record<string, string>> = validationMetrics;
const titleOf = (name: string): string => (WORDS[name] ? `Validation ${WORDS[name]}` : name);

/** All that any of the curves has values of. */
export function metricsIn(curves: readonly Curve[]): readonly OverlayMetric[] {
  const has = new Set<string>();
  for (const { points, length } of curves) {
    for (let i = 0; i < length; i++) {
      const point = points[i];
      for (const { key, of } of [...MAIN, LEARNING_RATE]) if (point && of(point) !== undefined) has.add(key);
      for (const name of Object.keys(point?.metrics ?? {})) has.add(name);
    }
  }
  const known = new Set([...MAIN, LEARNING_RATE].map(({ key }) => key));
  const further = [...has].filter(name => !known.has(name)).sort();
  return [
    ...MAIN.filter(({ key }) => has.has(key)),
    ...further.map(name => ({
      key: name,
      title: titleOf(name),
      share: false,
      of: (point: MetricPoint) => point.metrics?.[name],
    })),
    ...(has.has(LEARNING_RATE.key) ? [LEARNING_RATE] : []),
  ];
}

interface Look {
  readonly axis: Axis;
  readonly smoothing: number;
  readonly logScale: boolean;
}

/** Fewer points than these are no noise to be smoothed. */
const LEAST_TO_SMOOTH = 12;
const MOST_POINTS = 1500;

/** What is drawn of one run: its curve, and where that is smoothed also what was measured. */
export interface Drawn {
  readonly series: Series;
  readonly raw: Series | null;
}

/**
 * One run's curve of one metric, ready to draw.
 * @param runs how many are drawn together: the more, the fewer points each
 */
export function drawn(curve: Curve, metric: OverlayMetric, look: Look, runs: number): Drawn {
  const measured: { x: number; y: number; step: number }[] = [];
  for (let i = 0; i < curve.length; i++) {
    const point = curve.points[i];
    const y = point && metric.of(point);
    const x = point && positionOf(point, look.axis);
    if (point === undefined || x === undefined || y === undefined || !Number.isFinite(y)) continue;
    // A logarithm has no place for 0.
    if (!look.logScale || y > 0) measured.push({ x, y, step: point.step });
  }
  const most = Math.max(40, Math.min(300, Math.floor(MOST_POINTS / Math.max(1, runs))));
  const smoothed = look.smoothing > 0 && measured.length >= LEAST_TO_SMOOTH;
  return {
    series: decimate(smoothed ? smooth(measured, look.smoothing) : measured, most),
    raw: smoothed ? decimate(measured, most) : null,
  };
}

/** `undefined` for the time of a run that was recorded before points told it. */
function positionOf(point: MetricPoint, axis: Axis): number | undefined {
  if (axis === 'step') return point.step;
  return axis === 'epoch' ? point.epoch : point.seconds;
}
