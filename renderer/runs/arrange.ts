import type { RunSummary } from '#shared/protocol/runs';

/** A cell that rows can be sorted by. */
export type Sortable = string | number | boolean | null | undefined;

export interface Sort {
  readonly by: string;
  readonly down: boolean;
}

/** What the list of runs can be sorted by. */
export const SORTS: Readonly<Record<string, (run: RunSummary) => Sortable>> = {
  name: run => run.name.toLowerCase(),
  startedAt: run => run.startedAt,
  state: run => run.state,
  step: run => run.step,
  seconds: run => run.seconds,
  loss: run => run.metrics.loss,
  accuracy: run => run.metrics.accuracy,
  validationLoss: run => run.metrics.validationLoss,
  validationAccuracy: run => run.metrics.validationAccuracy,
  best: run => run.best?.value,
};

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

/** The runs that have every word of the search somewhere in name, notes, state, id or settings. */
export function searched(runs: readonly RunSummary[], search: string): readonly RunSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return runs;
  return runs.filter(({ run, name, notes, state, hyperparameters }) => {
    const settings = Object.entries(hyperparameters).map(([key, value]) => `${key} ${value}`);
    const text = [run, name, notes, state, ...settings].join('\n').toLowerCase();
    return words.every(word => text.includes(word));
  });
}
