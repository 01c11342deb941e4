import { Tooltip } from '@mantine/core';
import { IconBolt, IconCpu } from '@tabler/icons-react';
import type { EngineInfo } from '../engine/connection';
import { useEngine } from '../engine/engine';
import { useRun } from './run';
import styles from './run.module.css';

/** Which device trains, and in the card behind it why, with the versions in use. */
export function DeviceBadge() {
  const connection = useEngine(state => state.connection);
  const info = useEngine(state => state.info);
  const stepKind = useRun(state => state.status.stepKind);
  const runtime = info?.runtime ?? null;
  const known = connection.state === 'ready' && info !== null;
  const label = known
    ? (runtime?.device ?? 'No TensorFlow')
    : connection.state === 'gone'
      ? 'Engine stopped'
      : 'Connecting…';
  const Icon = runtime?.device === 'GPU' ? IconBolt : IconCpu;
  return (
    <Tooltip
      label={info && <Facts info={info} stepKind={stepKind} />}
      disabled={!info}
      multiline
      w={340}
      p={10}
      position="bottom-end"
      openDelay={150}
      events={{ hover: true, focus: true, touch: true }}
    >
      <button type="button" className={styles.badge} aria-label={`Device: ${label}`}>
        <span className={styles.dot} style={{ background: `rgb(var(--${known && runtime ? 'success' : 'danger'}))` }} />
        <Icon size={14} stroke={1.7} aria-hidden />
        {label}
      </button>
    </Tooltip>
  );
}

/** Why this device and with what; or what is missing. */
function Facts({ info, stepKind }: { info: EngineInfo; stepKind: string | null }) {
  const { runtime, problems, version } = info;
  if (!runtime) return problems.map(({ code, what, howToGet }) => <p key={code}>{`${what} ${howToGet}`}</p>);
  const facts = [
    ['Device', `${runtime.device}: ${runtime.deviceName}`],
    ['Why not the GPU', runtime.whyNotGpu],
    ['TensorFlow', `${runtime.tensorflow} (${runtime.source === 'wheel' ? 'current build' : 'prebuilt by tfjs'})`],
    ['tfjs', runtime.tfjs],
    ['Threads', runtime.device === 'CPU' ? String(runtime.threads) : undefined],
    ['bfloat16', runtime.bfloat16 === undefined ? undefined : runtime.bfloat16 ? 'in hardware' : 'not in hardware'],
    ['Step', stepKind ?? undefined],
    ['Receptive', version],
  ] as const;
  return (
    <dl className={styles.facts}>
      {facts.map(
        ([name, value]) =>
          value !== undefined && (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
