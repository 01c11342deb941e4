import type { MetricPoint } from '#shared/protocol/session';
import type { ValidationMetric } from '#shared/training/metrics';
import type { Curve } from '../run/curve';

const OWN = ['loss', 'accuracy', 'validationLoss', 'validationAccuracy', 'learningRate'] as const;
type OwnMetric = (typeof OWN)[number];
/** What a point measures of one of several outputs, by Keras's name: `head_loss`, `val_head_loss`. */
export type OutputMetric = `${string}_${string}`;
export type MetricName = OwnMetric | ValidationMetric | OutputMetric;

const isOwn = (metric: MetricName): metric is OwnMetric => OWN.some(name => name === metric);

const measured = (point: MetricPoint, metric: MetricName): number | undefined =>
  isOwn(metric) ? point[metric] : point.metrics?.[metric];

/** A point of one line: `x` in epochs. */
export interface Sample {
  readonly x: number;
  readonly y: number;
  readonly step: number;
}
export type Series = readonly Sample[];

/** The values of one metric; points that lack it, or hold a value no chart can draw, are left out. */
export function seriesOf({ points, length }: Curve, metric: MetricName): Series {
  const series: Sample[] = [];
  for (let i = 0; i < length; i++) {
    const point: MetricPoint | undefined = points[i];
    const y = point && measured(point, metric);
    if (point && y !== undefined && Number.isFinite(y)) series.push({ x: point.epoch, y, step: point.step });
  }
  return series;
}

/**
 * At most `most` of the points, in order: the first and the last, and of every stretch between them the lowest and the
 * highest, so that no peak is lost.
 * @param most at least 4.
 */
export function decimate(series: Series, most: number): Series {
  const first = series[0];
  const last = series.at(-1);
  if (series.length <= most || !first || !last) return series;
  const inner = series.length - 2;
  const stretches = Math.floor((most - 2) / 2);
  const kept: Sample[] = [first];
  for (let stretch = 0; stretch < stretches; stretch++) {
    const start = 1 + Math.floor((stretch * inner) / stretches);
    const end = 1 + Math.floor(((stretch + 1) * inner) / stretches);
    kept.push(...extremes(series, start, end));
  }
  kept.push(last);
  return kept;
}

/** The lowest and the highest of the points from `start` up to `end`, in order. */
function extremes(series: Series, start: number, end: number): readonly Sample[] {
  let low = series[start];
  let high = low;
  for (let i = start; i < end; i++) {
    const point = series[i];
    if (!point || !low || !high) break;
    if (point.y < low.y) low = point;
    if (point.y > high.y) high = point;
  }
  if (!low || !high) return [];
  if (low === high) return [low];
  return low.step < high.step ? [low, high] : [high, low];
}

/**
 * The exponential moving average, freed of its pull towards 0 at the start (as Adam does it and TensorBoard draws it).
 * @param weight how much of the past is kept, from 0 (nothing: the series itself) to below 1.
 */
export function smooth(series: Series, weight: number): Series {
  if (weight <= 0) return series;
  let average = 0;
  let kept = 1;
  return series.map(({ x, y, step }) => {
    average = weight * average + (1 - weight) * y;
    kept *= weight;
    return { x, y: average / (1 - kept), step };
  });
}

/** The point nearest to `x`, by halving; `undefined` for an empty series. */
export function nearest(series: Series, x: number): Sample | undefined {
  let low = 0;
  let high = series.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((series[middle]?.x ?? 0) <= x) low = middle;
    else high = middle;
  }
  const before = series[low];
  const after = series[high];
  if (!before || !after) return before ?? after;
  return x - before.x <= after.x - x ? before : after;
}

/** Where a stage begins that follows another. */
export interface StageBorder {
  /** In epochs. */
  readonly x: number;
  /** The number of the stage, from 1. */
  readonly stage: number;
}

/** The borders between a run's stages: the end of each is where the next begins. */
export function stageBorders({ points, length }: Curve): readonly StageBorder[] {
  const borders: StageBorder[] = [];
  for (let i = 1; i < length; i++) {
    const last = points[i - 1];
    const stage = points[i]?.stage;
    if (last?.stage !== undefined && stage !== undefined && stage !== last.stage)
      borders.push({ x: last.epoch, stage });
  }
  return borders;
}
