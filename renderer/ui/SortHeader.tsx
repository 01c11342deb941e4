import { Table } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import styles from './SortHeader.module.css';
import type { Sort } from './sort';

interface SortButtonProps {
  readonly by: string;
  readonly title: string;
  readonly sort: Sort;
  readonly onSort: (by: string) => void;
}

/** How the rows are sorted by a column, for its head. */
export function ariaSort({ by, down }: Sort, column: string): 'none' | 'ascending' | 'descending' {
  if (by !== column) return 'none';
  return down ? 'descending' : 'ascending';
}

/** In the head of a column: sorts the rows by it. */
export function SortButton({ by, title, sort, onSort }: SortButtonProps) {
  const sorted = sort.by === by;
  const Arrow = sort.down ? IconChevronDown : IconChevronUp;
  return (
    <button type="button" className={styles.sort} data-sorted={sorted || undefined} onClick={() => onSort(by)}>
      {title}
      {sorted && <Arrow size={12} aria-hidden />}
    </button>
  );
}

/** The head of a column of Mantine's Table by which the rows can be sorted. */
export function SortHeader({ numeric = false, ...button }: SortButtonProps & { readonly numeric?: boolean }) {
  return (
    <Table.Th ta={numeric ? 'right' : 'left'} aria-sort={ariaSort(button.sort, button.by)}>
      <SortButton {...button} />
    </Table.Th>
  );
}
