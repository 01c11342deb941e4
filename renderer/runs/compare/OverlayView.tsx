import { SegmentedControl, Switch } from '@mantine/core';
import { useMemo } from 'react';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { RunSummary } from '#shared/protocol/runs';
import { SmoothingSlider } from '../../curves/SmoothingSlider';
import { useSampled } from '../../curves/use-sampled';
import { type Curve, emptyCurve } from '../../run/curve';
import { runStore } from '../../run/run';
import { isOver, type RunState } from '../../run/run-state';
import { colorsOf, colorValue } from '../colors';
import styles from './compare.module.css';
import { OverlayChart, type OverlayLine } from './OverlayChart';
import { type Axis, drawn, metricsIn, type OverlayMetric } from './overlay';

interface OverlayOptions {
  readonly axis: Axis;
  readonly smoothing: number;
  readonly logScale: boolean;
}

/** How curves are laid over each other; remembered by the browser. */
const useOptions = create<OverlayOptions>()(
  persist((): OverlayOptions => ({ axis: 'epoch', smoothing: 0, logScale: false }), { name: 'receptive:overlay' }),
);

const AXES: readonly { readonly value: Axis; readonly label: string }[] = [
  { value: 'step', label: 'Step' },
  { value: 'epoch', label: 'Epoch' },
  { value: 'time', label: 'Time' },
];

const REDRAW_MS = 250;
const curvesOf = ({ curves }: RunState) => curves;

interface OverlayViewProps {
  readonly runs: readonly RunSummary[];
  /** The metrics to draw, by their keys; all where it is left out. */
  readonly only?: readonly string[];
}

/** The curves of several runs over each other, one chart a metric; those of a run in progress grow. */
export function OverlayView({ runs, only }: OverlayViewProps) {
  const options = useOptions();
  const curves = useSampled(runStore, curvesOf, isOver, REDRAW_MS);
  const charts = useMemo(() => {
    const colors = colorsOf(runs);
    const all = runs.map(run => ({ run, curve: curves.get(run.run) ?? emptyCurve }));
    return metricsIn(all.map(({ curve }) => curve))
      .filter(({ key }) => only?.includes(key) ?? true)
      .map(metric => ({ metric, lines: linesOf(all, metric, options, colors) }));
  }, [runs, curves, options, only]);
  return (
    <div className={styles.overlay}>
      <div className={styles.options}>
        <SegmentedControl
          size="xs"
          aria-label="Horizontal axis"
          data={[...AXES]}
          value={options.axis}
          onChange={value => useOptions.setState({ axis: AXES.find(one => one.value === value)?.value ?? 'epoch' })}
        />
        <SmoothingSlider
          className={styles.slider}
          value={options.smoothing}
          onChange={smoothing => useOptions.setState({ smoothing })}
        />
        <Switch
          label="Log scale"
          checked={options.logScale}
          onChange={event => useOptions.setState({ logScale: event.currentTarget.checked })}
        />
      </div>
      <div className={styles.charts} data-few={charts.length <= 2 || undefined}>
        {charts.map(({ metric, lines }) => (
          <OverlayChart
            key={metric.key}
            title={metric.title}
            lines={lines}
            axis={options.axis}
            logScale={options.logScale && !metric.share}
            share={metric.share}
          />
        ))}
      </div>
    </div>
  );
}

function linesOf(
  all: readonly { readonly run: RunSummary; readonly curve: Curve }[],
  metric: OverlayMetric,
  { axis, smoothing, logScale }: OverlayOptions,
  colors: ReturnType<typeof colorsOf>,
): readonly OverlayLine[] {
  const look = { axis, smoothing, logScale: logScale && !metric.share };
  return all.flatMap(({ run, curve }) => {
    const line = drawn(curve, metric, look, all.length);
    const stroke = colorValue(colors.get(run.run) ?? 'blue');
    return line.series.length > 0 ? [{ ...line, run: run.run, name: run.name, stroke }] : [];
  });
}
