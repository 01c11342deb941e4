import { Table } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import styles from './SortHeader.module.css';
import type { Sort } from './sort';

interface SortHeaderProps {
  readonly by: string;
  readonly title: string;
  readonly numeric?: boolean;
  readonly sort: Sort;
  readonly onSort: (by: string) => void;
}

/** The head of a column by which the rows can be sorted. */
export function SortHeader({ by, title, numeric = false, sort, onSort }: SortHeaderProps) {
  const sorted = sort.by === by;
  const Arrow = sort.down ? IconChevronDown : IconChevronUp;
  return (
    <Table.Th ta={numeric ? 'right' : 'left'} aria-sort={sorted ? (sort.down ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className={styles.sort} data-sorted={sorted || undefined} onClick={() => onSort(by)}>
        {title}
        {sorted && <Arrow size={12} aria-hidden />}
      </button>
    </Table.Th>
  );
}
