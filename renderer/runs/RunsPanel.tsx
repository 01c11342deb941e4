import { Button, Checkbox, ScrollArea, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconHistory, IconRefresh } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import type { RunSummary } from '#shared/protocol/runs';
import { SortHeader } from '../ui/SortHeader';
import { nextSort, sorted } from '../ui/sort';
import { SORTS, searched } from './arrange';
import { tick, useChoice } from './choice';
import { colorsOf } from './colors';
import { RunRow } from './RunRow';
import { RunsToolbar, TrashButton } from './RunsToolbar';
import { refreshRuns, useRuns } from './runs';
import styles from './runs.module.css';

/** The dock's tab with every run there has been. */
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
        <TrashButton />
      </div>
    );
  }
  return (
    <div className={styles.panel}>
      <RunsToolbar />
      <RunsTable runs={runs} />
    </div>
  );
}

/** The columns that the list can be sorted by, in their order. */
const COLUMNS = [
  { by: 'name', title: 'Run' },
  { by: 'startedAt', title: 'Started' },
  { by: 'state', title: 'State' },
  { by: 'step', title: 'Steps', numeric: true },
  { by: 'seconds', title: 'Time', numeric: true },
  { by: 'loss', title: 'Loss', numeric: true },
  { by: 'accuracy', title: 'Accuracy', numeric: true },
  { by: 'validationLoss', title: 'Val. loss', numeric: true },
  { by: 'validationAccuracy', title: 'Val. acc.', numeric: true },
  { by: 'best', title: 'Best', numeric: true },
] as const;

const isText = (by: string): boolean => by === 'name' || by === 'state';

function RunsTable({ runs }: { runs: readonly RunSummary[] }) {
  const { search, sort, ticked } = useChoice();
  const rows = useMemo(
    () => sorted(searched(runs, search), SORTS[sort.by] ?? (run => run.startedAt), sort.down),
    [runs, search, sort],
  );
  // Those that are ticked are shown together, so that their colours must differ.
  const colors = useMemo(() => {
    const together = colorsOf(runs.filter(({ run }) => ticked.has(run)).reverse());
    return (run: RunSummary) => together.get(run.run) ?? colorsOf([run]).get(run.run) ?? 'blue';
  }, [runs, ticked]);
  const all = rows.length > 0 && rows.every(({ run }) => ticked.has(run));
  const some = rows.some(({ run }) => ticked.has(run));
  const sortBy = (by: string) => useChoice.setState({ sort: nextSort(sort, by, isText(by)) });
  return (
    <ScrollArea className={styles.list} type="auto">
      <Table className={styles.table} stickyHeader highlightOnHover verticalSpacing={2} horizontalSpacing={5} fz={12}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              <Checkbox
                size="xs"
                radius="xs"
                aria-label="Tick all runs"
                checked={all}
                indeterminate={some && !all}
                onChange={event =>
                  tick(
                    rows.map(({ run }) => run),
                    event.currentTarget.checked,
                  )
                }
              />
            </Table.Th>
            {COLUMNS.map(column => (
              <SortHeader key={column.by} {...column} sort={sort} onSort={sortBy} />
            ))}
            <Table.Th className={styles.actions}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(run => (
            <RunRow key={run.run} run={run} color={colors(run)} />
          ))}
        </Table.Tbody>
      </Table>
      {rows.length === 0 && (
        <Text size="xs" c="dimmed" ta="center" py="md">
          No run has “{search}” in its name, notes or settings.
        </Text>
      )}
    </ScrollArea>
  );
}
