import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { RATE_RANGE, type RatePoint, type RateSuggestion } from '#shared/training/rate-range';
import curves from '../curves/curves.module.css';
import { roundRate } from './rate';
import styles from './rate.module.css';

interface Props {
  readonly points: readonly RatePoint[];
  readonly suggestion: RateSuggestion | null;
}

const TICKS = [1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10];
const tick = { fontSize: 11, fill: 'var(--curve-text)' };
const line = { type: 'linear', dot: false, isAnimationActive: false, activeDot: false } as const;

/** The loss over the learning rates tested, both as they are and smoothed, with the suggestions marked. */
export function RateChart({ points, suggestion }: Props) {
  const smoothed = points.map(point => point.smoothed);
  // What explodes at the end would flatten all that matters.
  const first = smoothed[0] ?? 1;
  const low = Math.min(...smoothed, first);
  const top = first + Math.max(0.5 * (first - low), 0.1 * first);
  return (
    <div className={`${styles.plot} ${curves.colors}`} aria-hidden>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={points} margin={{ top: 18, right: 16, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--curve-grid)" vertical={false} />
          <XAxis
            dataKey="learningRate"
            type="number"
            scale="log"
            domain={[RATE_RANGE.from, RATE_RANGE.to]}
            ticks={TICKS}
            tickFormatter={formatPower}
            tick={tick}
            stroke="var(--curve-grid)"
            tickLine={false}
            height={20}
          />
          <YAxis
            domain={[low - 0.05 * (top - low), top]}
            allowDataOverflow
            tickFormatter={(loss: number) => String(Number(loss.toPrecision(3)))}
            tick={tick}
            stroke="var(--curve-grid)"
            tickLine={false}
            axisLine={false}
            width={46}
          />
          <Line {...line} dataKey="loss" stroke="var(--curve-training)" strokeOpacity={0.25} strokeWidth={1} />
          <Line {...line} dataKey="smoothed" stroke="var(--curve-training)" strokeWidth={1.75} />
          {suggestion && mark(suggestion.valley, 'valley')}
          {suggestion && mark(suggestion.steepest, 'steepest')}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}

/** Recharts looks at the elements themselves, so that this can be no component. */
const mark = (rate: number | null, name: 'valley' | 'steepest') =>
  rate !== null && (
    <ReferenceLine
      key={name}
      x={rate}
      stroke={name === 'steepest' ? 'var(--accent-text)' : 'var(--curve-validation)'}
      strokeDasharray="4 3"
      label={{ value: `${name} ${roundRate(rate)}`, position: 'top', fontSize: 11, fill: 'var(--curve-text)' }}
    />
  );

const formatPower = (rate: number): string => (rate >= 0.001 ? String(rate) : rate.toExponential(0));
