import { ActionIcon, Button, Menu, ScrollArea, Table, Text, Tooltip } from '@mantine/core';
import {
  IconChartLine,
  IconDots,
  IconEye,
  IconFileImport,
  IconHistory,
  IconPackageExport,
  IconPlayerPlay,
  IconRefresh,
} from '@tabler/icons-react';
import { useEffect } from 'react';
import type { FinalMetrics, RunSummary } from '#shared/protocol/runs';
import { isActive } from '#shared/protocol/session';
import { VALIDATION_METRICS, validationMetrics } from '#shared/training/metrics';
import { monitors } from '#shared/training/monitor';
import { useView } from '../app/view';
import { formatLoss, formatShare } from '../curves/format';
import { openExport } from '../export/dialog-state';
import { formatSeconds } from '../run/format';
import { compareWith, showCurves, useRun } from '../run/run';
import { formatCount, formatWhen } from '../ui/format';
import { lookInside, openProject, resumeTraining, useOpened } from './open-run';
import { refreshRuns, useRuns } from './runs';
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

/** How a run has ended that can go on. */
const GOES_ON: ReadonlySet<RunSummary['state']> = new Set(['stopped', 'interrupted', 'failed']);

/** The dock's tab with every run there has been, newest first. */
export function RunsPanel() {
  const { runs, error } = useRuns();
  // What changed while the tab was closed, by the command line say, should be there when it is opened.
  useEffect(() => {
    void refreshRuns();
  }, []);
  if (error !== null) {
    return (
      <div className={styles.empty}>
        <Text size="sm" c="var(--danger-text)">
          {error}
        </Text>
        <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={() => void refreshRuns()}>
          Try again
        </Button>
      </div>
    );
  }
  if (!runs || runs.length === 0) {
    return (
      <div className={styles.empty}>
        <IconHistory size={28} stroke={1.5} aria-hidden />
        <Text size="sm" fw={600}>
          {runs ? 'No runs yet' : 'Looking for runs…'}
        </Text>
        {runs && (
          <Text size="xs" c="dimmed">
            Each training is kept here with its curves and its network, ready to be opened, compared and exported.
          </Text>
        )}
      </div>
    );
  }
  return (
    <ScrollArea h="100%" type="auto">
      <Table className={styles.table} stickyHeader highlightOnHover verticalSpacing={2} horizontalSpacing={5} fz={12}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Run</Table.Th>
            <Table.Th>Started</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th ta="right">Steps</Table.Th>
            <Table.Th ta="right">Time</Table.Th>
            <Table.Th ta="right">Loss</Table.Th>
            <Table.Th ta="right">Accuracy</Table.Th>
            <Table.Th ta="right">Val. loss</Table.Th>
            <Table.Th ta="right">Val. acc.</Table.Th>
            <Table.Th ta="right">Best</Table.Th>
            <Table.Th aria-label="Actions" />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {runs.map(run => (
            <RunRow key={run.run} run={run} />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

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
    <Table.Td ta="right" title={best ? `The best ${monitors[best.monitor].title}, at epoch ${best.epoch}` : undefined}>
      {orDash(best?.value ?? null, formatLoss)}
      {best && <span className={styles.of}> at {best.epoch}</span>}
    </Table.Td>
  );
}

/** `CPU` of `CPU (AMD EPYC 7B13)`; the whole is in the cell's title. */
const shortDevice = (device: string): string => device.split(' ')[0] ?? device;

function RunRow({ run }: { run: RunSummary }) {
  const shown = useRun(state => state.shown === run.run);
  const compared = useRun(state => state.compared === run.run);
  const opened = useOpened(state => state.run === run.run);
  const live = useRun(({ status }) => (status.run === run.run && isActive(status.state) ? status : null));
  const busy = useRun(({ status, starting }) => starting || isActive(status.state));
  const state = live?.state ?? run.state;
  const step = live?.step ?? run.step;
  const { metrics } = run;
  return (
    <Table.Tr data-shown={shown || undefined} className={styles.row}>
      <Table.Td maw={180}>
        <button
          type="button"
          className={styles.name}
          title={`Show the curves of ${run.run}`}
          onClick={() => {
            void showCurves(run.run);
            useView.getState().showBottom('curves');
          }}
        >
          {run.name}
        </button>
        {opened && (
          <Tooltip label="Its network is the one you look inside">
            <IconEye size={13} className={styles.mark} />
          </Tooltip>
        )}
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
      <Table.Td ta="right" title={run.device ?? undefined}>
        {orDash(live?.seconds ?? (run.seconds || null), formatSeconds)}
        {run.device && <span className={styles.of}> on {shortDevice(run.device)}</span>}
      </Table.Td>
      <Table.Td ta="right">{orDash(metrics.loss, formatLoss)}</Table.Td>
      <Table.Td ta="right">{orDash(metrics.accuracy, formatShare)}</Table.Td>
      <Table.Td ta="right">{orDash(metrics.validationLoss, formatLoss)}</Table.Td>
      <Table.Td ta="right" title={furtherMetrics(metrics)}>
        {orDash(metrics.validationAccuracy, formatShare)}
      </Table.Td>
      <BestCell best={live?.best ?? run.best} />
      <Table.Td ta="right">
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon size={22} aria-label={`What to do with ${run.name}`}>
              <IconDots size={14} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {GOES_ON.has(state) && (
              <Menu.Item
                leftSection={<IconPlayerPlay size={14} />}
                onClick={() => void resumeTraining(run.run)}
                disabled={busy || !run.hasWeights}
              >
                Resume
              </Menu.Item>
            )}
            <Menu.Item
              leftSection={<IconChartLine size={14} />}
              onClick={() => {
                void compareWith(compared ? null : run.run);
                useView.getState().showBottom('curves');
              }}
              disabled={shown}
            >
              {compared ? 'Stop comparing' : 'Compare its curves'}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconEye size={14} />}
              onClick={() => void lookInside(run.run)}
              disabled={!run.hasWeights}
            >
              Look inside its network
            </Menu.Item>
            {run.hasBestWeights && (
              <Menu.Item
                leftSection={<IconEye size={14} />}
                onClick={() => void lookInside(run.run, 'best')}
                disabled={busy}
              >
                Look inside its best network
              </Menu.Item>
            )}
            <Menu.Item leftSection={<IconFileImport size={14} />} onClick={() => void openProject(run.run)}>
              Open its project
            </Menu.Item>
            <Menu.Item
              leftSection={<IconPackageExport size={14} />}
              onClick={() => openExport(run.run)}
              disabled={!run.hasWeights}
            >
              Export…
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  );
}
