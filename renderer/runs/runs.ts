import { create } from 'zustand';
import { describeEngineError } from '#shared/protocol/errors';
import type { RunSummary } from '#shared/protocol/runs';
import { type BestEpoch, isActive } from '#shared/protocol/session';
import { engine } from '../engine/engine';
import { runStore, showCurves, useRun } from '../run/run';

interface RunsState {
  /** Newest first; `null` before the engine has told. */
  readonly runs: readonly RunSummary[] | null;
  /** Deleted ones, which can be restored. */
  readonly trash: readonly RunSummary[];
  readonly error: string | null;
}

export const useRuns = create<RunsState>(() => ({ runs: null, trash: [], error: null }));

export async function refreshRuns(): Promise<void> {
  const answer = await engine.request('runs.list', {});
  if (!answer.ok) {
    useRuns.setState({ error: answer.error.code === 'engine/gone' ? null : describeEngineError(answer.error) });
    return;
  }
  const runs = [...answer.value.runs].sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  const trash = await engine.request('runs.trash', {});
  useRuns.setState({ runs, trash: trash.ok ? trash.value.runs : [], error: null });
}

/** Keeps the list current, and brings the last run's curves back when a studio is opened. */
export function followRuns(): () => void {
  const stopReady = engine.onReady(() => {
    const begin = async () => {
      await refreshRuns();
      const newest = useRuns.getState().runs?.[0];
      if (newest && runStore.getState().shown === null) await showCurves(newest.run);
    };
    void begin();
  });
  const stopRuns = runStore.subscribe(({ status }, { status: before }) => {
    if (status.run !== before.run || isActive(status.state) !== isActive(before.state)) void refreshRuns();
  });
  return () => {
    stopReady();
    stopRuns();
  };
}

/** How a run is called on screen: its project's name and when it began. */
export const runLabel = ({ name, startedAt }: Pick<RunSummary, 'name' | 'startedAt'>): string =>
  `${name}, ${new Date(startedAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}`;

/** The best epoch of a run, as the engine tells it of the one in progress, or as the list has it. */
export function useBestEpoch(run: string | null): BestEpoch | null {
  const live = useRun(({ status }) => (status.run === run ? status.best : null));
  const listed = useRuns(({ runs }) => runs?.find(candidate => candidate.run === run)?.best ?? null);
  return live ?? listed;
}

export const useRunName = (run: string | null): string =>
  useRuns(({ runs }) => {
    const summary = runs?.find(candidate => candidate.run === run);
    return summary ? runLabel(summary) : (run ?? '');
  });
