import { create } from 'zustand';
import type { RunSummary } from '#shared/protocol/runs';
import type { Sort } from '../ui/sort';
import { useRuns } from './runs';

interface Choice {
  /** The runs that are ticked, to be compared or deleted. */
  readonly ticked: ReadonlySet<string>;
  readonly search: string;
  readonly sort: Sort;
  /** The run that is being named, coloured and annotated. */
  readonly edited: string | null;
  readonly comparing: boolean;
  readonly trashOpen: boolean;
}

/** What the user does with the list of runs. */
export const useChoice = create<Choice>(() => ({
  ticked: new Set(),
  search: '',
  sort: { by: 'startedAt', down: true },
  edited: null,
  comparing: false,
  trashOpen: false,
}));

export function tick(runs: readonly string[], on: boolean): void {
  useChoice.setState(({ ticked }) => {
    const next = new Set(ticked);
    for (const run of runs) {
      if (on) next.add(run);
      else next.delete(run);
    }
    return { ticked: next };
  });
}

/** The ticked runs that there are, the oldest first. */
export function useTickedRuns(): readonly RunSummary[] {
  const runs = useRuns(state => state.runs);
  const ticked = useChoice(state => state.ticked);
  return (runs ?? []).filter(({ run }) => ticked.has(run)).reverse();
}

/** Opens the comparison of the ticked runs; of the two newest where there are not two yet. */
export function openCompare(): void {
  const { ticked } = useChoice.getState();
  if (ticked.size < 2)
    tick(
      (useRuns.getState().runs ?? []).slice(0, 2).map(({ run }) => run),
      true,
    );
  useChoice.setState({ comparing: true });
}
