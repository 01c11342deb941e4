import type { RunLabelChange, RunSummary } from '#shared/protocol/runs';
import { engine } from '../engine/engine';
import { runStore, showCurves } from '../run/run';
import { ask } from '../ui/ask';
import { plural } from '../ui/format';
import { tell } from '../ui/tell';
import { tick } from './choice';
import { refuse } from './refuse';
import { refreshRuns, useRuns } from './runs';

/** Names, colours or annotates a run. @returns whether it was done */
export async function updateRun(run: string, label: RunLabelChange): Promise<boolean> {
  const answer = await engine.request('runs.update', { run, label });
  if (!answer.ok) refuse('The run cannot be changed', answer.error);
  await refreshRuns();
  return answer.ok;
}

/** Moves runs to the trash, and offers to bring them back. */
export async function deleteRuns(runs: readonly Pick<RunSummary, 'run' | 'name'>[]): Promise<void> {
  const deleted: typeof runs = await inTurn(runs, async ({ run }) => {
    const answer = await engine.request('runs.delete', { run });
    if (!answer.ok) refuse('The run cannot be deleted', answer.error);
    return answer.ok;
  });
  const ids = deleted.map(({ run }) => run);
  tick(ids, false);
  await refreshRuns();
  await showAnother(new Set(ids));
  const [first] = deleted;
  if (!first) return;
  const message =
    deleted.length === 1 ? `${first.name} is in the trash.` : `${plural(deleted.length, 'run')} are in the trash.`;
  tell.undoable('deleted', message, () => void restoreRuns(ids));
}

export async function restoreRuns(runs: readonly string[]): Promise<void> {
  await inTurn(runs, async run => {
    const answer = await engine.request('runs.restore', { run });
    if (!answer.ok) refuse('The run cannot be restored', answer.error);
    return answer.ok;
  });
  await refreshRuns();
}

/** Removes what is in the trash for good, if the user agrees. */
export async function emptyTrash(): Promise<void> {
  const { trash } = useRuns.getState();
  const text = `${plural(trash.length, 'run')} with curves and weights will be gone for good.`;
  const answer = await ask('Empty the trash?', text, [
    { value: 'keep', label: 'Keep them' },
    { value: 'empty', label: 'Remove for good', tone: 'danger' },
  ]);
  if (answer !== 'empty') return;
  const emptied = await engine.request('runs.emptyTrash', {});
  if (!emptied.ok) refuse('The trash cannot be emptied', emptied.error);
  await refreshRuns();
}

/** One after another. @returns those for which it was done */
async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<boolean>): Promise<T[]> {
  const done: T[] = [];
  for (const item of items) if (await work(item)) done.push(item);
  return done;
}

/** Where the curves on screen are those of a deleted run, the newest other one takes their place. */
async function showAnother(deleted: ReadonlySet<string>): Promise<void> {
  const { shown, compared } = runStore.getState();
  if (compared !== null && deleted.has(compared)) runStore.setState({ compared: null });
  if (shown === null || !deleted.has(shown)) return;
  runStore.setState({ shown: null });
  const newest = useRuns.getState().runs?.[0];
  if (newest) await showCurves(newest.run);
}
