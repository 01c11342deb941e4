import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import { isActive } from '#shared/protocol/session';
import { RunProgress } from './RunProgress';
import { pauseRun, resumeRun, stopRun, useRun } from './run';
import styles from './run.module.css';
import { train, useObstacle } from './train';

/** The header's buttons that start, pause and stop training, with its progress beside them. */
export function RunControls() {
  const state = useRun(({ status }) => status.state);
  return (
    <section className={styles.controls} aria-label="Training">
      {isActive(state) ? <ActiveControls /> : <TrainButton />}
      <RunProgress />
    </section>
  );
}

function TrainButton() {
  const inTheWay = useObstacle();
  const starting = useRun(state => state.starting);
  return (
    <Tooltip label={inTheWay?.text ?? 'Train this network (Ctrl+Enter)'} multiline maw={360} openDelay={300}>
      <Button
        size="compact-sm"
        leftSection={<IconPlayerPlayFilled size={14} />}
        loading={starting}
        // It stays clickable: a click shows the problems, and the tooltip has the reason.
        data-disabled={inTheWay ? true : undefined}
        aria-disabled={inTheWay ? true : undefined}
        onClick={() => void train()}
      >
        Train
      </Button>
    </Tooltip>
  );
}

function ActiveControls() {
  const state = useRun(({ status }) => status.state);
  const paused = state === 'paused';
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={paused ? <IconPlayerPlayFilled size={14} /> : <IconPlayerPauseFilled size={14} />}
        disabled={state !== 'running' && !paused}
        onClick={() => void (paused ? resumeRun() : pauseRun())}
      >
        {paused ? 'Resume' : 'Pause'}
      </Button>
      <Tooltip label="Stop training; what it learned is kept">
        <ActionIcon
          size={26}
          variant="default"
          aria-label="Stop training"
          loading={state === 'stopping'}
          onClick={() => void stopRun()}
        >
          <IconPlayerStopFilled size={14} color="var(--mantine-color-red-6)" />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
