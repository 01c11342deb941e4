import { memo, useId } from 'react';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatLoss, formatShare, formatShareTick, formatTick } from '../../curves/format';
import { shareTicks } from '../../curves/lines';
import { nearest, type Series } from '../../curves/series';
import { formatSeconds } from '../../run/format';
import styles from './compare.module.css';
import type { Axis, Drawn } from './overlay';

/** One run in a chart. */
export interface OverlayLine extends Drawn {
  readonly run: string;
  readonly name: string;
  /** As CSS takes it. */
  readonly stroke: string;
}

interface OverlayChartProps {
  readonly title: string;
  readonly lines: readonly OverlayLine[];
  readonly axis: Axis;
  readonly logScale: boolean;
  readonly share: boolean;
}

const TICK = { fontSize: 11, fill: 'var(--text-dim)' } as const;
/** More names than this are more than a read-out can hold. */
const MOST_READ = 12;

/** One metric of several runs, each in its colour. */
export const OverlayChart = memo(function OverlayChart({ title, lines, axis, logScale, share }: OverlayChartProps) {
  const captionId = useId();
  const format = share ? formatShare : formatLoss;
  const ticks = share ? shareTicks(lines) : undefined;
  return (
    <figure className={styles.chart} aria-labelledby={captionId}>
      <figcaption id={captionId} className={styles.caption}>
        {title}
      </figcaption>
      <div className={styles.plot} aria-hidden>
        <ResponsiveContainer width="100%" height="100%" debounce={50}>
          <LineChart data={rowsOf(lines)} margin={{ top: 6, right: 14, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid stroke="var(--border)" vertical={false} />
            <XAxis
              dataKey="x"
              type="number"
              domain={[0, 'dataMax']}
              tickFormatter={x => formatPosition(Number(x), axis)}
              tick={TICK}
              stroke="var(--border)"
              tickLine={false}
              height={20}
              minTickGap={36}
            />
            <YAxis
              scale={logScale ? 'log' : 'linear'}
              domain={ticks ? [ticks[0] ?? 0, ticks.at(-1) ?? 1] : ['auto', 'auto']}
              ticks={ticks}
              tickFormatter={share ? formatShareTick : formatTick}
              tick={TICK}
              stroke="var(--border)"
              tickLine={false}
              axisLine={false}
              width={46}
              tickCount={5}
            />
            <Tooltip
              isAnimationActive={false}
              wrapperStyle={{ zIndex: 10 }}
              cursor={{ stroke: 'var(--text-dim)', strokeDasharray: '3 3' }}
              content={({ active, label }) =>
                active && typeof label === 'number' ? <ReadOut x={label} {...{ lines, axis, format }} /> : null
              }
            />
            {lines.map(
              ({ run, stroke, raw }) =>
                raw && <Line key={`${run}-raw`} {...LOOK} dataKey={`${run}-raw`} {...{ stroke }} strokeOpacity={0.2} />,
            )}
            {lines.map(({ run, stroke, series }) => (
              <Line
                key={run}
                {...LOOK}
                dataKey={run}
                stroke={stroke}
                strokeWidth={1.75}
                dot={series.length <= 12 ? { r: 2.5, fill: stroke, strokeWidth: 0 } : false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
});

const LOOK = {
  type: 'linear',
  strokeWidth: 1,
  dot: false,
  activeDot: false,
  connectNulls: true,
  isAnimationActive: false,
} as const;

const formatPosition = (x: number, axis: Axis): string =>
  axis === 'time' ? formatSeconds(x) : String(Number(x.toFixed(2)));

/** One row for each place where any run has a point, with its value under the run's id. */
function rowsOf(lines: readonly OverlayLine[]): readonly Record<string, number>[] {
  const rows = new Map<number, Record<string, number>>();
  const fill = (key: string, series: Series) => {
    for (const { x, y } of series) {
      const row = rows.get(x) ?? { x };
      row[key] = y;
      rows.set(x, row);
    }
  };
  for (const { run, series, raw } of lines) {
    fill(run, series);
    if (raw) fill(`${run}-raw`, raw);
  }
  return [...rows.values()].sort((a, b) => (a.x ?? 0) - (b.x ?? 0));
}

interface ReadOutProps {
  readonly x: number;
  readonly lines: readonly OverlayLine[];
  readonly axis: Axis;
  readonly format: (value: number) => string;
}

/** What each run shows near the pointer, at its own nearest point; one that ended long before says nothing. */
function ReadOut({ x, lines, axis, format }: ReadOutProps) {
  const last = Math.max(...lines.map(({ series }) => series.at(-1)?.x ?? 0));
  const read = lines.flatMap(line => {
    const point = nearest(line.series, x);
    const gap = Math.max(last / 50, last / Math.max(1, line.series.length));
    return point && Math.abs(point.x - x) <= gap ? [{ line, point }] : [];
  });
  return (
    <div className={styles.readOut}>
      <div className={styles.dim}>
        {axis === 'time' ? '' : `${axis} `}
        {formatPosition(x, axis)}
      </div>
      {read.slice(0, MOST_READ).map(({ line, point }) => (
        <div key={line.run} className={styles.readLine}>
          <span className={styles.swatch} style={{ background: line.stroke }} />
          <span className={styles.readName}>{line.name}</span>
          <b>{format(point.y)}</b>
          <span className={styles.dim}>step {point.step}</span>
        </div>
      ))}
      {read.length > MOST_READ && <div className={styles.dim}>and {read.length - MOST_READ} more</div>}
    </div>
  );
}
