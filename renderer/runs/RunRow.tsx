import { Checkbox, Table, Tooltip } from '@mantine/core';
import { IconEye, IconNote } from '@tabler/icons-react';
import type { FinalMetrics, RunColor, RunSummary } from '#shared/protocol/runs';
import { isActive } from '#shared/protocol/session';
import { VALIDATION_METRICS, validationMetrics } from '#shared/training/metrics';
import { monitorTitle } from '#shared/training/monitor';
import { useView } from '../app/view';
import { formatLoss, formatShare } from '../curves/format';
import { formatSeconds } from '../run/format';
import { showCurves, useRun } from '../run/run';
import { formatCount, formatWhen } from '../ui/format';
import { tick, useChoice } from './choice';
import { colorValue } from './colors';
import { useOpened } from './open-run';
import { RunMenu } from './RunMenu';
import styles from './runs.module.css';

const STATES: Readonly<Record<RunSummary['state'], { readonly label: string; readonly tone: string }>> = {
  idle: { label: 'not begun', tone: 'quiet' },
  preparing: { label: 'preparing', tone: 'busy' },
  running: { label: 'running', tone: 'busy' },
  paused: { label: 'paused', tone: 'warning' },
  stopping: { label: 'stopping', tone: 'warning' },
  done: { label: 'done', tone: 'success' },
  stopped: { label: 'stopped', tone: 'quiet' },
  failed: { label: 'failed', tone: 'danger' },
  interrupted: { label: 'interrupted', tone: 'warning' },
};

const orDash = (value: number | null, format: (value: number) => string): string =>
  value === null ? '–' : format(value);

/** What else was measured on the validation samples, one metric a line. */
const furtherMetrics = (metrics: FinalMetrics): string | undefined =>
  VALIDATION_METRICS.flatMap(name => {
    const value = metrics[name];
    return typeof value === 'number' ? [`${validationMetrics[name]} ${formatLoss(value)}`] : [];
  }).join('\n') || undefined;

/** The value of the best epoch, and which that is. */
function BestCell({ best }: Pick<RunSummary, 'best'>) {
  return (
    <Table.Td ta="right" title={best ? `The best ${monitorTitle(best.monitor)}, at epoch ${best.epoch}` : undefined}>
      {orDash(best?.value ?? null, formatLoss)}
      {best && <span className={styles.of}> at {best.epoch}</span>}
    </Table.Td>
  );
}

interface RunRowProps {
  readonly run: RunSummary;
  readonly color: RunColor;
}

/** One line of the list of runs, live where the run is in progress. */
export function RunRow({ run, color }: RunRowProps) {
  const shown = useRun(state => state.shown === run.run);
  const ticked = useChoice(state => state.ticked.has(run.run));
  const live = useRun(({ status }) => (status.run === run.run && isActive(status.state) ? status : null));
  const state = live?.state ?? run.state;
  const step = live?.step ?? run.step;
  const { metrics } = run;
  return (
    <Table.Tr data-shown={shown || undefined} className={styles.row}>
      <Table.Td>
        <Checkbox
          size="xs"
          radius="xs"
          aria-label={`Tick ${run.name}`}
          checked={ticked}
          onChange={event => tick([run.run], event.currentTarget.checked)}
        />
      </Table.Td>
      <Table.Td maw={190}>
        <RunName run={run} color={color} />
      </Table.Td>
      <Table.Td>{formatWhen(run.startedAt)}</Table.Td>
      <Table.Td>
        <span className={styles.state} data-tone={STATES[state].tone}>
          {state === 'done' && run.stoppedEarly ? 'stopped early' : STATES[state].label}
        </span>
      </Table.Td>
      <Table.Td ta="right">
        {formatCount(step)}
        {step < run.steps && <span className={styles.of}> of {formatCount(run.steps)}</span>}
      </Table.Td>
      <Table.Td ta="right" title={run.device ? `on ${run.device}` : undefined}>
        {orDash(live?.seconds ?? (run.seconds || null), formatSeconds)}
      </Table.Td>
      <Table.Td ta="right">{orDash(metrics.loss, formatLoss)}</Table.Td>
      <Table.Td ta="right">{orDash(metrics.accuracy, formatShare)}</Table.Td>
      <Table.Td ta="right">{orDash(metrics.validationLoss, formatLoss)}</Table.Td>
      <Table.Td ta="right" title={furtherMetrics(metrics)}>
        {orDash(metrics.validationAccuracy, formatShare)}
      </Table.Td>
      <BestCell best={live?.best ?? run.best} />
      <Table.Td className={styles.actions}>
        <RunMenu run={run} state={state} />
      </Table.Td>
    </Table.Tr>
  );
}

function RunName({ run, color }: RunRowProps) {
  const opened = useOpened(state => state.run === run.run);
  return (
    <>
      <span className={styles.swatch} style={{ background: colorValue(color) }} aria-hidden />
      <button
        type="button"
        className={styles.name}
        title={`Show the curves of ${run.name} (${run.run})`}
        onClick={() => {
          void showCurves(run.run);
          useView.getState().showBottom('curves');
        }}
      >
        {run.name}
      </button>
      {run.notes !== '' && (
        <Tooltip label={run.notes} multiline maw={360} style={{ whiteSpace: 'pre-wrap' }}>
          <IconNote size={13} className={styles.mark} aria-label="Has notes" />
        </Tooltip>
      )}
      {opened && (
        <Tooltip label="Its network is the one you look inside">
          <IconEye size={13} className={styles.mark} />
        </Tooltip>
      )}
    </>
  );
}
