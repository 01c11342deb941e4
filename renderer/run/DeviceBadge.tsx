import { HoverCard, Text } from '@mantine/core';
import { IconBolt, IconCpu } from '@tabler/icons-react';
import type { RuntimeInfo } from '#shared/protocol/runtime';
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
    <HoverCard width={330} position="bottom-end" shadow="md" openDelay={150} disabled={!info}>
      <HoverCard.Target>
        <button type="button" className={styles.badge} aria-label={`Device: ${label}`}>
          <span
            className={styles.dot}
            style={{ background: `var(--mantine-color-${known && runtime ? 'teal' : 'red'}-6)` }}
          />
          <Icon size={14} stroke={1.7} aria-hidden />
          {label}
        </button>
      </HoverCard.Target>
      <HoverCard.Dropdown p="sm">
        {runtime ? (
          <RuntimeFacts runtime={runtime} stepKind={stepKind} engine={info?.version ?? ''} />
        ) : (
          info?.problems.map(problem => (
            <Text key={problem.code} size="xs">
              {problem.what} {problem.howToGet}
            </Text>
          ))
        )}
      </HoverCard.Dropdown>
    </HoverCard>
  );
}

interface FactsProps {
  readonly runtime: RuntimeInfo;
  readonly stepKind: string | null;
  readonly engine: string;
}

function RuntimeFacts({ runtime, stepKind, engine }: FactsProps) {
  const facts = [
    ['Device', `${runtime.device}: ${runtime.deviceName}`],
    ['Why not the GPU', runtime.whyNotGpu],
    ['TensorFlow', `${runtime.tensorflow} (${runtime.source === 'wheel' ? 'current build' : 'prebuilt by tfjs'})`],
    ['tfjs', runtime.tfjs],
    ['Threads', runtime.device === 'CPU' ? String(runtime.threads) : undefined],
    ['Step', stepKind ?? undefined],
    ['Receptive', engine],
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
