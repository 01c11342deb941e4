import type { RunSummary } from '#shared/protocol/runs';
import { VALIDATION_METRICS, validationMetrics } from '#shared/training/metrics';
import { formatLoss, formatShare } from '../../curves/format';
import { formatSeconds } from '../../run/format';
import { formatCount } from '../../ui/format';
import type { Sortable } from '../../ui/sort';

/** A column of the table of runs: what was set, or what came of it. */
export interface Column {
  readonly key: string;
  readonly title: string;
  /** A further metric is a result that is shown only where the user wants it. */
  readonly kind: 'run' | 'setting' | 'result' | 'further';
  readonly numeric: boolean;
  readonly of: (run: RunSummary) => Sortable;
  readonly format: (value: Sortable) => string;
}

const plain = (value: Sortable): string => (value === null || value === undefined ? '–' : String(value));
const number =
  (format: (value: number) => string) =>
  (value: Sortable): string =>
    typeof value === 'number' ? format(value) : '–';

const result = (
  key: string,
  title: string,
  format: (value: number) => string,
  of: Column['of'] = run => run.metrics[key],
  kind: 'result' | 'further' = 'result',
): Column => ({ key, title, kind, numeric: true, of, format: number(format) });

const HEAD: readonly Column[] = [
  { key: 'name', title: 'Run', kind: 'run', numeric: false, of: run => run.name, format: plain },
  { key: 'state', title: 'State', kind: 'result', numeric: false, of: run => run.state, format: plain },
];
const RESULTS: readonly Column[] = [
  result('loss', 'Loss', formatLoss),
  result('accuracy', 'Accuracy', formatShare),
  result('validationLoss', 'Val. loss', formatLoss),
  result('validationAccuracy', 'Val. accuracy', formatShare),
];
const FURTHER: readonly Column[] = [
  result('best', 'Best', formatLoss, run => run.best?.value),
  result('step', 'Steps', formatCount, run => run.step),
  result('seconds', 'Time', formatSeconds, run => run.seconds),
  result('parameters', 'Parameters', formatCount, run => run.parameters),
  ...VALIDATION_METRICS.map(name =>
    result(name, `Val. ${validationMetrics[name]}`, formatLoss, run => run.metrics[name], 'further'),
  ),
];

/** Every column that any of the runs has something in: what came of them, what was set, and more that came of them. */
export function columnsOf(runs: readonly RunSummary[]): readonly Column[] {
  const settings = [...new Set(runs.flatMap(run => Object.keys(run.hyperparameters)))].map((key): Column => {
    const of: Column['of'] = run => run.hyperparameters[key];
    return {
      key,
      title: key,
      kind: 'setting',
      numeric: runs.some(run => typeof of(run) === 'number'),
      of,
      format: plain,
    };
  });
  const known = ({ of }: Column) => runs.some(run => typeof of(run) === 'number');
  return [...HEAD, ...RESULTS.filter(known), ...settings, ...FURTHER.filter(known)];
}

/** Whether a column is shown unless the user says otherwise: what came of the runs, and the settings in which they differ. */
export function isTelling({ kind, of }: Column, runs: readonly RunSummary[]): boolean {
  return kind === 'setting' ? new Set(runs.map(of)).size > 1 : kind !== 'further';
}

/** The table as CSV (RFC 4180), with values as exact as they are. */
export function toCsv(columns: readonly Column[], runs: readonly RunSummary[]): string {
  const rows = runs.map(run => [run.run, ...columns.map(({ of }) => of(run))]);
  return [['id', ...columns.map(({ key }) => key)], ...rows].map(row => `${row.map(csvCell).join(',')}\r\n`).join('');
}

function csvCell(value: Sortable): string {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
