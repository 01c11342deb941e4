import type { Curve } from '../run/curve';
import { decimate, type MetricName, type Series, seriesOf, smooth } from './series';

/** More points than this make a curve slower, not clearer. */
export const MOST_POINTS = 300;

export interface ChartLine {
  readonly key: string;
  readonly label: string;
  readonly kind: 'training' | 'validation';
  /** Of the run drawn behind, for comparison. */
  readonly compared: boolean;
  readonly series: Series;
  /** What was measured, where `series` is its moving average. */
  readonly raw?: Series;
}

/** The metrics of one chart: of the training samples, of the validation samples, or of both. */
export interface ChartMetrics {
  readonly training?: MetricName;
  readonly validation?: MetricName;
}

interface Look {
  readonly smoothing: number;
  readonly logScale: boolean;
}

/** The lines of one chart, ready to draw; a metric without values has none. */
export function linesOf(curve: Curve, metrics: ChartMetrics, look: Look, comparedName?: string): readonly ChartLine[] {
  const lines: ChartLine[] = [];
  for (const kind of ['training', 'validation'] as const) {
    const metric = metrics[kind];
    if (!metric) continue;
    const all = seriesOf(curve, metric);
    // A logarithm has no place for 0.
    const measured = look.logScale ? all.filter(({ y }) => y > 0) : all;
    if (measured.length === 0) continue;
    // Validation comes once an epoch: too few points to average.
    const smoothed = kind === 'training' && metric !== 'learningRate' && look.smoothing > 0;
    const label = metric === 'learningRate' ? 'rate' : kind;
    lines.push({
      key: comparedName === undefined ? kind : `compared-${kind}`,
      label: comparedName === undefined ? label : `${label}, ${comparedName}`,
      kind,
      compared: comparedName !== undefined,
      series: decimate(smoothed ? smooth(measured, look.smoothing) : measured, MOST_POINTS),
      raw: smoothed && comparedName === undefined ? decimate(measured, MOST_POINTS) : undefined,
    });
  }
  return lines;
}

/** A chart's table: one row for each place where any line has a point, with that line's value under its key. */
export type Row = Record<string, number>;

export function rowsOf(lines: readonly ChartLine[]): readonly Row[] {
  const rows = new Map<number, Row>();
  const fill = (key: string, series: Series) => {
    for (const { x, y } of series) {
      const row = rows.get(x) ?? { x };
      row[key] = y;
      rows.set(x, row);
    }
  };
  for (const { key, series, raw } of lines) {
    fill(key, series);
    if (raw) fill(`${key}-raw`, raw);
  }
  return [...rows.values()].sort((a, b) => (a.x ?? 0) - (b.x ?? 0));
}

/** Where the axis of an accuracy is marked: from a round value below the lowest point up to 1, which it cannot pass. */
export function shareTicks(lines: readonly Pick<ChartLine, 'series'>[]): readonly number[] {
  // Below 1, so that an axis remains where every point is 1.
  let low = 0.999;
  for (const { series } of lines) for (const { y } of series) low = Math.min(low, y);
  const step = [0.25, 0.1, 0.05, 0.02].find(size => 1 - low > 1.5 * size) ?? 0.01;
  const steps = Math.ceil((1 - Math.max(0, low)) / step - 1e-9);
  return Array.from({ length: steps + 1 }, (_, i) => 1 - (steps - i) * step);
}
