import { memo, useId } from 'react';
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import styles from './curves.module.css';
import { type ChartLine, rowsOf } from './lines';
import { nearest, type StageBorder } from './series';

interface MetricChartProps {
  readonly title: string;
  readonly lines: readonly ChartLine[];
  readonly logScale: boolean;
  readonly format: (value: number) => string;
  /** For the axis. */
  readonly formatTick: (value: number) => string;
  /** Where the axis is marked, from end to end; by default as the values ask for. */
  readonly ticks?: readonly number[];
  /** Whether the axis begins at 0. */
  readonly fromZero?: boolean;
  /** The epoch whose weights are the best. */
  readonly best?: number;
  /** Where stages begin. */
  readonly borders?: readonly StageBorder[];
}

const stroke = (line: ChartLine): string => `var(--curve-${line.kind})`;

/** One metric over the epochs: training and validation, and a second run's dashed behind them. */
export const MetricChart = memo(function MetricChart(props: MetricChartProps) {
  const { title, lines, logScale, format, formatTick, ticks, fromZero, best, borders = [] } = props;
  const captionId = useId();
  const own = lines.filter(line => !line.compared);
  return (
    <figure className={styles.chart} aria-labelledby={captionId}>
      <figcaption id={captionId} className={styles.caption}>
        <strong>{title}</strong>
        {own.map(line => (
          <span key={line.key} className={styles.last}>
            <span className={styles.swatch} style={{ background: stroke(line) }} aria-hidden />
            {line.label} <b>{format(line.series.at(-1)?.y ?? Number.NaN)}</b>
          </span>
        ))}
      </figcaption>
      <div className={styles.plot} aria-hidden>
        <ResponsiveContainer width="100%" height="100%" debounce={50}>
          <LineChart data={rowsOf(lines)} margin={{ top: 6, right: 14, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid stroke="var(--curve-grid)" vertical={false} />
            <XAxis
              dataKey="x"
              type="number"
              domain={[0, 'dataMax']}
              tickFormatter={formatEpoch}
              tick={{ fontSize: 11, fill: 'var(--curve-text)' }}
              stroke="var(--curve-grid)"
              tickLine={false}
              height={20}
              minTickGap={32}
            />
            <YAxis
              scale={logScale ? 'log' : 'linear'}
              domain={ticks ? [ticks[0] ?? 0, ticks.at(-1) ?? 1] : [fromZero ? 0 : 'auto', 'auto']}
              ticks={ticks}
              tickFormatter={formatTick}
              tick={{ fontSize: 11, fill: 'var(--curve-text)' }}
              stroke="var(--curve-grid)"
              tickLine={false}
              axisLine={false}
              width={42}
              tickCount={5}
              allowDataOverflow={false}
            />
            {borders.map(({ x, stage }) => (
              <ReferenceLine
                key={stage}
                x={x}
                stroke="var(--curve-text)"
                strokeOpacity={0.5}
                label={{ value: `stage ${stage}`, position: 'insideTopLeft', fontSize: 10, fill: 'var(--curve-text)' }}
              />
            ))}
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: 'var(--curve-text)', strokeDasharray: '3 3' }}
              content={({ active, label }) =>
                active && typeof label === 'number' ? <Values x={label} lines={lines} format={format} /> : null
              }
            />
            {best !== undefined && (
              <ReferenceLine
                x={best}
                stroke="var(--curve-text)"
                strokeDasharray="2 3"
                label={{ value: 'best', position: 'insideTopRight', fontSize: 10, fill: 'var(--curve-text)' }}
              />
            )}
            {lines.map(
              line =>
                line.raw && <Line key={`${line.key}-raw`} {...look(line)} {...FAINT} dataKey={`${line.key}-raw`} />,
            )}
            {lines.map(line => (
              <Line key={line.key} {...look(line)} dataKey={line.key} dot={dotsOf(line)} />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
});

const FAINT = { strokeOpacity: 0.25, strokeWidth: 1 } as const;

const look = (line: ChartLine) =>
  ({
    type: 'linear',
    stroke: stroke(line),
    strokeWidth: 1.75,
    strokeDasharray: line.compared ? '5 4' : undefined,
    strokeOpacity: line.compared ? 0.65 : 1,
    dot: false,
    activeDot: false,
    connectNulls: true,
    isAnimationActive: false,
  }) as const;

/** A line needs two points: a few alone are shown as dots. */
const dotsOf = (line: ChartLine) =>
  line.series.length <= (line.kind === 'validation' ? 12 : 1) ? { r: 2.5, fill: stroke(line), strokeWidth: 0 } : false;

const formatEpoch = (epoch: number): string => String(Number(epoch.toFixed(2)));

/** What every line shows near the pointer, each at its own nearest point. */
function Values({ x, lines, format }: { x: number; lines: readonly ChartLine[]; format: (value: number) => string }) {
  const last = Math.max(...lines.map(line => line.series.at(-1)?.x ?? 0));
  // A line that has no point anywhere near, such as validation within the first epoch, has nothing to say here.
  const near = Math.max(0.5, last / 50);
  return (
    <div className={styles.tooltip}>
      <div className={styles.tooltipHead}>epoch {formatEpoch(x)}</div>
      {lines.map(line => {
        const point = nearest(line.series, x);
        return (
          point &&
          Math.abs(point.x - x) <= near && (
            <div key={line.key} className={styles.tooltipLine}>
              <span className={styles.swatch} style={{ background: stroke(line) }} />
              <span>{line.label}</span>
              <b>{format(point.y)}</b>
              <span className={styles.faint}>step {point.step}</span>
            </div>
          )
        );
      })}
    </div>
  );
}
