import { memo, useMemo } from 'react';
import { Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { TrainingSettings } from '#shared/training/settings';
import classes from './properties.module.css';
import { describePreview, formatRate, previewOf } from './schedule-preview';

interface Props {
  readonly training: Pick<TrainingSettings, 'schedule' | 'optimizer' | 'epochs' | 'batchSize'>;
  readonly trainingSamples: number;
}

const tick = { fontSize: 10, fill: 'var(--text-dim)' };
const formatEpoch = (epoch: number): string => String(Number(epoch.toFixed(2)));

/** The learning rate over the epochs of the run that Train would begin. */
export const SchedulePreview = memo(function SchedulePreview({ training, trainingSamples }: Props) {
  const { schedule, epochs, batchSize } = training;
  const { learningRate } = training.optimizer;
  const stepsPerEpoch = Math.ceil(trainingSamples / batchSize);
  const points = useMemo(
    () => previewOf(schedule, { learningRate, steps: epochs * stepsPerEpoch, stepsPerEpoch }),
    [schedule, learningRate, epochs, stepsPerEpoch],
  );
  const words = describePreview(points);
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
      <figcaption aria-hidden>Learning rate by epoch. {words}.</figcaption>
    </figure>
  );
});
