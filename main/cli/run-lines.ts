import type { RunSummary } from '#shared/protocol/runs';
import { formatSeconds, grouped, table } from './table';

const percent = (value: number | null): string => (value === null ? '' : `${(100 * value).toFixed(2)} %`);

/** The list of runs, for a person. */
export const runLines = (runs: readonly RunSummary[]): readonly string[] =>
  table(
    [
      { title: 'Run' },
      { title: 'Name' },
      { title: 'State' },
      { title: 'Steps', align: 'right' },
      { title: 'Time', align: 'right' },
      { title: 'Accuracy', align: 'right' },
      { title: 'Validation', align: 'right' },
    ],
    runs.map(({ run, name, state, step, seconds, metrics }) => [
      run,
      name,
      state,
      grouped(step),
      formatSeconds(seconds),
      percent(metrics.accuracy),
      percent(metrics.validationAccuracy),
    ]),
  );
