import { Button, Checkbox, Popover, ScrollArea, Table, Text } from '@mantine/core';
import { IconColumns3, IconCopy } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { RunSummary } from '#shared/protocol/runs';
import { copyText } from '../../ui/copy-text';
import { plural } from '../../ui/format';
import { SortHeader } from '../../ui/SortHeader';
import { nextSort, type Sort, sorted } from '../../ui/sort';
import { tell } from '../../ui/tell';
import { colorsOf, colorValue } from '../colors';
import styles from './compare.module.css';
import { type Column, columnsOf, isTelling, toCsv } from './results-table';

/** The columns that the user has shown or hidden; remembered by the browser. */
const useColumnChoice = create<{ readonly shown: Readonly<Record<string, boolean>> }>()(
  persist((): { readonly shown: Readonly<Record<string, boolean>> } => ({ shown: {} }), { name: 'receptive:columns' }),
);

/** What was set for each run and what came of it, as a table. */
export function ResultsView({ runs }: { runs: readonly RunSummary[] }) {
  const choice = useColumnChoice(state => state.shown);
  const [sort, setSort] = useState<Sort>({ by: 'startedAt', down: false });
  const columns = useMemo(() => columnsOf(runs), [runs]);
  const shown = columns.filter(column => choice[column.key] ?? isTelling(column, runs));
  const by = columns.find(({ key }) => key === sort.by);
  const rows = by ? sorted(runs, by.of, sort.down) : runs;
  const colors = colorsOf(runs);
  const copy = () => {
    if (copyText(toCsv(shown, rows))) tell.done(`Copied ${plural(rows.length, 'run')} as CSV.`);
    else tell.refused('The clipboard cannot be reached.');
  };
  return (
    <div className={styles.results}>
      <div className={styles.options}>
        <ColumnPicker columns={columns} isShown={column => shown.includes(column)} />
        <Button variant="default" size="compact-xs" leftSection={<IconCopy size={13} />} onClick={copy}>
          Copy as CSV
        </Button>
        <Text size="xs" c="dimmed">
          Settings that all runs share and further metrics are among the columns to choose.
        </Text>
      </div>
      <ScrollArea className={styles.scroll} type="auto">
        <Table className={styles.table} stickyHeader highlightOnHover verticalSpacing={3} horizontalSpacing={8} fz={12}>
          <Table.Thead>
            <Table.Tr>
              {shown.map(({ key, title, numeric }) => (
                <SortHeader
                  key={key}
                  by={key}
                  title={title}
                  numeric={numeric}
                  sort={sort}
                  onSort={clicked => setSort(nextSort(sort, clicked, !numeric))}
                />
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(run => (
              <Table.Tr key={run.run}>
                {shown.map(column => (
                  <Table.Td key={column.key} ta={column.numeric ? 'right' : 'left'}>
                    {column.kind === 'run' && (
                      <span
                        className={styles.swatch}
                        style={{ background: colorValue(colors.get(run.run) ?? 'blue') }}
                        aria-hidden
                      />
                    )}
                    {column.format(column.of(run))}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </div>
  );
}

interface ColumnPickerProps {
  readonly columns: readonly Column[];
  readonly isShown: (column: Column) => boolean;
}

function ColumnPicker({ columns, isShown }: ColumnPickerProps) {
  return (
    <Popover position="bottom-start" shadow="md">
      <Popover.Target>
        <Button variant="default" size="compact-xs" leftSection={<IconColumns3 size={13} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.picker}>
        {columns
          .filter(({ kind }) => kind !== 'run')
          .map(column => (
            <Checkbox
              key={column.key}
              size="xs"
              label={column.title}
              checked={isShown(column)}
              onChange={event => {
                const on = event.currentTarget.checked;
                useColumnChoice.setState(({ shown }) => ({ shown: { ...shown, [column.key]: on } }));
              }}
            />
          ))}
      </Popover.Dropdown>
    </Popover>
  );
}
