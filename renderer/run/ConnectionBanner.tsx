import { Button, Loader } from '@mantine/core';
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { describeEngineError } from '#shared/protocol/errors';
import { describeFailure } from '#shared/protocol/session';
import { engine, useEngine } from '../engine/engine';
import { dismissFailure, dismissRefusal, useRun } from './run';
import styles from './run.module.css';

/** A strip below the header, there only while something is wrong: the engine gone, the link lost, a run failed. */
export function ConnectionBanner() {
  return (
    <>
      <EngineBanner />
      <RunBanner />
    </>
  );
}

/** The first try to connect takes a moment and is no news; from the second failure on the user should know. */
const QUIET_ATTEMPTS = 1;

function EngineBanner() {
  const connection = useEngine(state => state.connection);
  const info = useEngine(state => state.info);
  if (connection.state === 'gone') {
    return (
      <Banner color="red" icon={<IconPlugConnectedX size={18} aria-hidden />}>
        <span className={styles.bannerText}>
          <b>The engine has stopped:</b> {connection.reason}. Your network and the curves are kept.
        </span>
        <Button size="compact-sm" color="red" onClick={() => engine.restart()}>
          Start a new engine
        </Button>
      </Banner>
    );
  }
  if (connection.state === 'connecting' && connection.attempt > QUIET_ATTEMPTS) {
    return (
      <Banner color="yellow" icon={<Loader size={16} color="yellow" />}>
        <span className={styles.bannerText}>
          The studio has lost its server and keeps trying to reach it. If <code>receptive serve</code> was ended, start
          it again and open the address that it prints.
        </span>
      </Banner>
    );
  }
  if (connection.state === 'ready' && info?.runtime === null) {
    return (
      <Banner color="yellow" icon={<IconAlertTriangle size={18} aria-hidden />}>
        <span className={styles.bannerText}>
          {describeEngineError({ code: 'runtime/unavailable', problems: info.problems })}
        </span>
      </Banner>
    );
  }
  return null;
}

function RunBanner() {
  const refusal = useRun(state => state.refusal);
  const failure = useRun(({ status }) => (status.state === 'failed' ? status.failure : null));
  const dismissed = useRun(({ status, dismissedFailure }) => status.run === dismissedFailure);
  const text = refusal ?? (failure && !dismissed ? `The run failed. ${describeFailure(failure)}` : null);
  if (text === null) return null;
  return (
    <Banner color="red" icon={<IconAlertTriangle size={18} aria-hidden />}>
      <span className={styles.bannerText}>{text}</span>
      <Button size="compact-sm" variant="subtle" color="red" onClick={refusal ? dismissRefusal : dismissFailure}>
        Dismiss
      </Button>
    </Banner>
  );
}

function Banner({ color, icon, children }: { color: 'red' | 'yellow'; icon: ReactNode; children: ReactNode }) {
  return (
    <div
      className={styles.banner}
      role="alert"
      style={{
        background: `var(--mantine-color-${color}-light)`,
        color: color === 'red' ? 'var(--mantine-color-red-light-color)' : 'var(--mantine-color-text)',
      }}
    >
      {icon}
      {children}
    </div>
  );
}
