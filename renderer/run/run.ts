import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Project } from '#shared/project/project';
import { describeEngineError } from '#shared/protocol/errors';
import type { WhichWeights } from '#shared/protocol/runs';
import { engine } from '../engine/engine';
import { initialRunState, type RunState, withHistory, withoutEngine, withPoints, withStatus } from './run-state';

export const runStore = createStore<RunState>(() => initialRunState);
export const useRun = <T>(select: (state: RunState) => T): T => useStore(runStore, select);

engine.on('session.status', status => {
  runStore.setState(state => withStatus(state, status));
  // Of a run that goes on, this page may not have the beginning.
  if (status.run !== null && status.state === 'preparing' && status.step > 0) void fetchCurves(status.run);
});
engine.on('session.metrics', ({ run, points }) => runStore.setState(state => withPoints(state, run, points)));
engine.store.subscribe(({ connection }) => {
  if (connection.state === 'gone') runStore.setState(withoutEngine);
});

/** What training has done while this page was away, or before it was opened. */
async function restore(): Promise<void> {
  const session = await engine.request('session.get', {});
  if (!session.ok) return;
  const { status, metrics } = session.value;
  if (status.run === null) return;
  const { run } = status;
  runStore.setState(state => withHistory(withStatus(state, status), run, metrics));
}
engine.onReady(() => void restore());

type Command = 'train.pause' | 'train.resume' | 'train.stop';

async function command(name: Command): Promise<void> {
  const answer = await engine.request(name, {});
  runStore.setState({ refusal: answer.ok ? null : describeEngineError(answer.error) });
}
export const pauseRun = () => command('train.pause');
export const resumeRun = () => command('train.resume');
export const stopRun = () => command('train.stop');

export async function startRun(project: Project): Promise<void> {
  if (runStore.getState().starting) return;
  runStore.setState({ starting: true, refusal: null });
  const answer = await engine.request('train.start', { project });
  runStore.setState({ starting: false, refusal: answer.ok ? null : describeEngineError(answer.error) });
}

/** Goes on with a run that has ended, from its latest or its best weights. @returns what is wrong with newer checkpoints, each in words */
export async function continueRun(run: string, weights: WhichWeights): Promise<readonly string[]> {
  if (runStore.getState().starting) return [];
  runStore.setState({ starting: true, refusal: null });
  const answer = await engine.request('train.continue', { run, weights });
  runStore.setState({ starting: false, refusal: answer.ok ? null : describeEngineError(answer.error) });
  return answer.ok ? answer.value.damaged.map(({ file, message }) => `${file}: ${message}`) : [];
}

export const dismissRefusal = () => runStore.setState({ refusal: null });
export const dismissFailure = () => runStore.setState(({ status }) => ({ dismissedFailure: status.run }));

/** Fetches a run's curves unless they are here already. @returns whether they are here now. */
export async function fetchCurves(run: string): Promise<boolean> {
  if (runStore.getState().curves.has(run)) return true;
  const detail = await engine.request('runs.get', { run });
  if (!detail.ok) {
    runStore.setState({ refusal: describeEngineError(detail.error) });
    return false;
  }
  runStore.setState(state => withHistory(state, run, detail.value.metrics));
  return true;
}

/** Brings a run's curves on screen. */
export async function showCurves(run: string): Promise<void> {
  if (await fetchCurves(run)) {
    runStore.setState(({ compared }) => ({ shown: run, compared: compared === run ? null : compared }));
  }
}

/** Draws a second run behind the shown one; `null` takes it away. */
export async function compareWith(run: string | null): Promise<void> {
  if (run === null || (await fetchCurves(run))) runStore.setState({ compared: run });
}
