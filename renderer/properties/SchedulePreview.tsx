import { memo, useMemo } from 'react';
import { Line, LineChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { type PlanSettings, planOf } from '#shared/training/plan';
import classes from './properties.module.css';
import { describePreview, formatRate, previewOf } from './schedule-preview';

interface Props {
  readonly training: PlanSettings & { readonly batchSize: number };
  readonly trainingSamples: number;
}

const tick = { fontSize: 10, fill: 'var(--text-dim)' };
const formatEpoch = (epoch: number): string => String(Number(epoch.toFixed(2)));

/** The learning rate over the epochs of the run that Train would begin, through all of its stages. */
export const SchedulePreview = memo(function SchedulePreview({ training, trainingSamples }: Props) {
  const { schedule, optimizer, epochs: ownEpochs, stages, batchSize } = training;
  const stepsPerEpoch = Math.ceil(trainingSamples / batchSize);
  const plan = useMemo(
    () => planOf({ schedule, optimizer, epochs: ownEpochs, stages }),
    [schedule, optimizer, ownEpochs, stages],
  );
  const points = useMemo(() => previewOf(plan, stepsPerEpoch), [plan, stepsPerEpoch]);
  const { epochs } = plan;
  const words = describePreview(points, plan);
  const hasGroups = points.some(({ slowest }) => slowest !== undefined);
  return (
    <figure className={classes.preview} aria-label={`Learning rate over ${epochs} epochs: ${words}`}>
      <div className={classes.previewPlot} aria-hidden>
        <ResponsiveContainer width="100%" height="100%">
          <LineChart data={points} margin={{ top: 6, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <XAxis
              dataKey="epoch"
              type="number"
              domain={[0, epochs]}
              tickFormatter={formatEpoch}
              tick={tick}
              stroke="var(--border)"
              tickLine={false}
              tickCount={4}
              height={16}
            />
            <YAxis
              domain={[0, 'auto']}
              tickFormatter={formatRate}
              tick={tick}
              stroke="var(--border)"
              tickLine={false}
              axisLine={false}
              tickCount={3}
              width={46}
            />
            {plan.stages.slice(1).map(({ index, firstEpoch }) => (
              <ReferenceLine key={index} x={firstEpoch} stroke="var(--border-strong)" strokeDasharray="2 3" />
            ))}
            {hasGroups && (
              <Line
                dataKey="slowest"
                type="linear"
                stroke="var(--text-faint)"
                strokeDasharray="4 3"
                dot={false}
                isAnimationActive={false}
              />
            )}
            <Line
              dataKey="rate"
              type="linear"
              stroke="var(--accent-text)"
              strokeWidth={1.5}
              dot={false}
              isAnimationActive={false}
            />
          </LineChart>
        </ResponsiveContainer>
      </div>
      <figcaption aria-hidden>
        Learning rate by epoch. {words}.{hasGroups && ' Dashed: the layers that learn slowest.'}
      </figcaption>
    </figure>
  );
});
