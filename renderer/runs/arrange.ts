import type { RunSummary } from '#shared/protocol/runs';
import type { Sortable } from '../ui/sort';

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
