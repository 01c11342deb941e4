import { ActionIcon, Alert, Loader, ScrollArea, Select, Text, Tooltip } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { compareProjects } from '#shared/compare/compare-projects';
import { describeEngineError } from '#shared/protocol/errors';
import type { RunDetail, RunSummary } from '#shared/protocol/runs';
import { engine } from '../../engine/engine';
import { formatWhen } from '../../ui/format';
import styles from './compare.module.css';
import { DifferenceTable } from './DifferenceTable';
import { OverlayView } from './OverlayView';

const SHOWN_CURVES = ['loss', 'validationLoss', 'validationAccuracy'];

/** What differs between two of the runs, beside their curves. */
export function DifferenceView({ runs }: { runs: readonly RunSummary[] }) {
  const [chosen, setChosen] = useState<readonly [string | null, string | null]>([null, null]);
  const find = (id: string | null) => runs.find(({ run }) => run === id);
  // Where one of the two has been unticked, another takes its place.
  const a = find(chosen[0]) ?? runs.find(({ run }) => run !== chosen[1]) ?? runs[0];
  const b = find(chosen[1]) ?? runs.find(({ run }) => run !== a?.run);
  const pair = useMemo(() => (a && b ? [a, b] : []), [a, b]);
  if (!a || !b) {
    return (
      <Text size="sm" c="dimmed" p="md">
        Tick two runs to see what differs between them.
      </Text>
    );
  }
  const select = (label: string, value: RunSummary, other: RunSummary, onChange: (run: string) => void) => (
    <Select
      className={styles.side}
      aria-label={label}
      data={runs
        .filter(({ run }) => run !== other.run)
        .map(run => ({ value: run.run, label: `${run.name}, ${formatWhen(run.startedAt)}` }))}
      value={value.run}
      onChange={run => run && onChange(run)}
    />
  );
  return (
    <div className={styles.difference}>
      <div className={styles.differenceList}>
        <div className={styles.sides}>
          {select('First run', a, b, run => setChosen([run, b.run]))}
          <Tooltip label="Swap them">
            <ActionIcon aria-label="Swap the two runs" onClick={() => setChosen([b.run, a.run])}>
              <IconArrowsLeftRight size={15} />
            </ActionIcon>
          </Tooltip>
          {select('Second run', b, a, run => setChosen([a.run, run]))}
        </div>
        <ScrollArea className={styles.scroll} type="auto" viewportProps={{ tabIndex: 0 }}>
          <Difference a={a} b={b} />
        </ScrollArea>
      </div>
      <div className={styles.differenceCurves}>
        <OverlayView runs={pair} only={SHOWN_CURVES} />
      </div>
    </div>
  );
}

function Difference({ a, b }: { a: RunSummary; b: RunSummary }) {
  const before = useDetail(a.run);
  const after = useDetail(b.run);
  const problem = before.problem ?? after.problem;
  if (problem !== null) return <Alert color="red">{problem}</Alert>;
  if (!before.detail || !after.detail) return <Loader size="sm" m="md" />;
  return <DifferenceTable a={a} b={b} difference={compareProjects(before.detail.project, after.detail.project)} />;
}

/** A run's project, as it was trained. */
function useDetail(run: string): { readonly detail: RunDetail | null; readonly problem: string | null } {
  const [state, setState] = useState<{ detail: RunDetail | null; problem: string | null }>({
    detail: null,
    problem: null,
  });
  useEffect(() => {
    let gone = false;
    const load = async () => {
      const answer = await engine.request('runs.get', { run });
      if (gone) return;
      if (answer.ok) setState({ detail: answer.value, problem: null });
      else setState({ detail: null, problem: describeEngineError(answer.error) });
    };
    void load();
    return () => {
      gone = true;
    };
  }, [run]);
  return state;
}
