import { Progress } from '@mantine/core';
import { DATA_WAIT_HINT, describeDataWait } from '#shared/data/data-wait';
import { isActive, type SessionStatus } from '#shared/protocol/session';
import { formatMilliseconds, formatSeconds } from './format';
import { useRun } from './run';
import styles from './run.module.css';

const HEADS: Partial<Record<SessionStatus['state'], string>> = {
  preparing: 'Preparing',
  paused: 'Paused',
  stopping: 'Stopping',
};

/** How far the run in progress is. */
export function RunProgress() {
  const status = useRun(state => state.status);
  if (!isActive(status.state)) return null;
  const { epoch, epochs, stage, step, steps, secondsLeft, millisecondsPerStep, dataWait, message } = status;
  const waits = describeDataWait(dataWait);
  const share = steps > 0 ? (100 * step) / steps : 0;
  const preparing = status.state === 'preparing';
  return (
    <div className={styles.progress}>
      <div className={styles.progressText}>
        <span>{HEADS[status.state] ?? `Epoch ${epoch}/${epochs}`}</span>
        {stage && !preparing && (
          <span className={styles.dim} title={stage.title}>
            stage {stage.number}/{stage.count}
          </span>
        )}
        {preparing ? (
          <span className={styles.dim}>{message}</span>
        ) : (
          <span className={styles.dim}>
            step {step.toLocaleString('en')}/{steps.toLocaleString('en')}
          </span>
        )}
        {secondsLeft !== null && !preparing && <span className={styles.dim}>{formatSeconds(secondsLeft)} left</span>}
        {millisecondsPerStep !== null && !preparing && (
          <span className={styles.dim}>{formatMilliseconds(millisecondsPerStep)}/step</span>
        )}
        {waits && !preparing && (
          <span className={styles.dim} title={DATA_WAIT_HINT}>
            {waits}
          </span>
        )}
      </div>
      <Progress.Root size={4} transitionDuration={150}>
        <Progress.Section
          value={preparing ? 100 : share}
          animated={preparing}
          striped={preparing}
          color={status.state === 'paused' ? 'yellow' : undefined}
          aria-label="Training progress"
          aria-valuetext={`${stage ? `stage ${stage.number} of ${stage.count}, ` : ''}epoch ${epoch} of ${epochs}, step ${step} of ${steps}`}
        />
      </Progress.Root>
    </div>
  );
}
