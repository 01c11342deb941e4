import { ActionIcon, Select, Switch, Text, Tooltip } from '@mantine/core';
import { IconChartLine, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { monitorTitle } from '#shared/training/monitor';
import { emptyCurve } from '../run/curve';
import { compareWith, runStore } from '../run/run';
import { isOver, type RunState } from '../run/run-state';
import { useBestEpoch, useRunName } from '../runs/runs';
import { besideChart, besides } from './beside';
import styles from './curves.module.css';
import { formatLoss, formatShareTick, formatTick } from './format';
import { type ChartLine, type ChartMetrics, linesOf, shareTicks } from './lines';
import { MetricChart } from './MetricChart';
import { useCurveOptions } from './options';
import { SmoothingSlider } from './SmoothingSlider';
import { stageBorders } from './series';
import { useSampled } from './use-sampled';

const LOSS: ChartMetrics = { training: 'loss', validation: 'validationLoss' };

/** Ten times a second is as fast as curves are drawn, however fast a run is and the machine. */
const REDRAW_MS = 100;

const itself = (state: RunState): RunState => state;

/** The dock's tab with the loss and the accuracy of a run, live. */
export function CurvesPanel() {
  const { curves, shown, compared } = useSampled(runStore, itself, isOver, REDRAW_MS);
  const options = useCurveOptions();
  const shownName = useRunName(shown);
  const comparedName = useRunName(compared);
  const curve = (shown === null ? undefined : curves.get(shown)) ?? emptyCurve;
  const best = useBestEpoch(shown);
  const others = besides(curve);
  const beside = others.includes(options.beside) ? options.beside : (others[0] ?? 'accuracy');
  const { title, metrics, format: formatBeside, share, fromZero } = useMemo(() => besideChart(beside), [beside]);
  const borders = useMemo(() => stageBorders(curve), [curve]);
  const behind = compared === null || compared === shown ? undefined : curves.get(compared);

  const [loss, other] = useMemo(() => {
    const lines = (metrics: ChartMetrics, logScale: boolean): readonly ChartLine[] => {
      const look = { smoothing: options.smoothing, logScale };
      // The compared run is drawn first, so that the shown one lies on top.
      return [...(behind ? linesOf(behind, metrics, look, comparedName) : []), ...linesOf(curve, metrics, look)];
    };
    return [lines(LOSS, options.logScale), lines(metrics, false)];
  }, [curve, behind, comparedName, options, metrics]);

  if (curve.length === 0) return <EmptyCurves />;
  return (
    <section className={`${styles.panel} ${styles.colors}`} aria-label="Curves">
      <header className={styles.toolbar}>
        <Text size="xs" fw={600} truncate title={shown ?? undefined}>
          {shownName}
        </Text>
        {behind && (
          <span className={styles.compared}>
            <span className={styles.dashed} aria-hidden />
            <Text size="xs" truncate>
              {comparedName}
            </Text>
            <Tooltip label="Stop comparing">
              <ActionIcon
                size="xs"
                variant="subtle"
                color="gray"
                aria-label="Stop comparing"
                onClick={() => void compareWith(null)}
              >
                <IconX size={12} />
              </ActionIcon>
            </Tooltip>
          </span>
        )}
        <span className={styles.gap} />
        {best && (
          <Text size="xs" c="dimmed" truncate>
            best epoch {best.epoch}: {monitorTitle(best.monitor)} {formatLoss(best.value)}
          </Text>
        )}
        <Select
          className={styles.metric}
          size="xs"
          aria-label="Beside the loss"
          data={others.map(value => ({ value, label: besideChart(value).title }))}
          value={beside}
          onChange={value => {
            const chosen = others.find(name => name === value);
            if (chosen) useCurveOptions.setState({ beside: chosen });
          }}
        />
        <SmoothingSlider
          className={styles.slider}
          value={options.smoothing}
          onChange={smoothing => useCurveOptions.setState({ smoothing })}
        />
        <Switch
          size="xs"
          className={styles.switch}
          label="Log loss"
          checked={options.logScale}
          onChange={event => useCurveOptions.setState({ logScale: event.currentTarget.checked })}
        />
      </header>
      <div className={styles.charts}>
        <MetricChart
          title="Loss"
          lines={loss}
          logScale={options.logScale}
          format={formatLoss}
          formatTick={formatTick}
          best={best?.epoch}
          borders={borders}
        />
        <MetricChart
          title={title}
          lines={other}
          logScale={false}
          format={formatBeside}
          formatTick={share ? formatShareTick : formatTick}
          ticks={share ? shareTicks(other) : undefined}
          fromZero={fromZero}
          best={best?.epoch}
          borders={borders}
        />
      </div>
    </section>
  );
}

function EmptyCurves() {
  return (
    <div className={styles.empty}>
      <IconChartLine size={28} stroke={1.5} aria-hidden />
      <Text size="sm" fw={600}>
        No curves yet
      </Text>
      <Text size="xs" c="dimmed">
        Press Train: loss and accuracy on the training and the validation samples are drawn here as they come.
      </Text>
    </div>
  );
}
