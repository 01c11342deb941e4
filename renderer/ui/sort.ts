/** A cell that rows can be sorted by. */
export type Sortable = string | number | boolean | null | undefined;

export interface Sort {
  readonly by: string;
  readonly down: boolean;
}

const isNothing = (value: Sortable): boolean => value === null || value === undefined || Number.isNaN(value);

/** Sorts, whatever the direction, rows without a value to the end; equal ones stay in their order. */
export function sorted<T>(rows: readonly T[], cellOf: (row: T) => Sortable, down: boolean): readonly T[] {
  return rows
    .map(row => ({ row, value: cellOf(row) }))
    .sort((a, b) => {
      if (isNothing(a.value) || isNothing(b.value)) return Number(isNothing(a.value)) - Number(isNothing(b.value));
      return (down ? -1 : 1) * compare(a.value, b.value);
    })
    .map(({ row }) => row);
}

function compare(a: Sortable, b: Sortable): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [one, other] = [String(a), String(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A click on a column: the other direction where it is the column already; numbers begin with the largest. */
export const nextSort = (sort: Sort, by: string, isText: boolean): Sort =>
  sort.by === by ? { by, down: !sort.down } : { by, down: !isText };
