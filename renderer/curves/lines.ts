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

/** The two metrics of one chart. */
export interface ChartMetrics {
  readonly training: MetricName;
  readonly validation: MetricName;
}

interface Look {
  readonly smoothing: number;
  readonly logScale: boolean;
}

/** The lines of one chart, ready to draw; a metric without values has none. */
export function linesOf(curve: Curve, metrics: ChartMetrics, look: Look, comparedName?: string): readonly ChartLine[] {
  const lines: ChartLine[] = [];
  for (const kind of ['training', 'validation'] as const) {
    const all = seriesOf(curve, metrics[kind]);
    // A logarithm has no place for 0.
    const measured = look.logScale ? all.filter(({ y }) => y > 0) : all;
    if (measured.length === 0) continue;
    // Validation comes once an epoch: too few points to average.
    const smoothed = kind === 'training' && look.smoothing > 0;
    lines.push({
      key: comparedName === undefined ? kind : `compared-${kind}`,
      label: comparedName === undefined ? kind : `${kind}, ${comparedName}`,
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
