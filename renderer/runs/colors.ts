import { RunColor, type RunSummary } from '#shared/protocol/runs';

export const RUN_COLORS = RunColor.options;

type Colored = Pick<RunSummary, 'run' | 'color'>;

/** Where a colour is drawn: it differs between light and dark. */
export const colorValue = (color: RunColor): string => `var(--run-${color})`;

/** The place of a run's own colour in the list: the same wherever and whenever it is shown. */
function placeOf(run: string): number {
  let hash = 0;
  for (const letter of run) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0;
  return hash % RUN_COLORS.length;
}

/**
 * A colour for each of some runs that are shown together: the one that it was given, or one that follows from its id. Where
 * that is taken already, the next that is free; with more runs than colours they repeat.
 */
export function colorsOf(runs: readonly Colored[]): ReadonlyMap<string, RunColor> {
  const taken = new Set(runs.flatMap(({ color }) => color ?? []));
  return new Map(
    runs.map(({ run, color }) => {
      if (color) return [run, color];
      const place = placeOf(run);
      const inTurn = RUN_COLORS.map((_, i) => RUN_COLORS[(place + i) % RUN_COLORS.length] ?? 'blue');
      const free = inTurn.find(one => !taken.has(one)) ?? inTurn[0] ?? 'blue';
      taken.add(free);
      return [run, free];
    }),
  );
}
