import { useView } from '../app/view';
import { currentCheck, useCheckFor } from '../document/check';
import { useDocument } from '../document/store';
import { engine, useEngine } from '../engine/engine';
import { runStore, startRun, useRun } from './run';
import { type Obstacle, whyNotTrain } from './why-not-train';

export function useObstacle(): Obstacle | null {
  const state = useEngine(now => now);
  const session = useRun(({ status }) => status.state);
  const problems = useCheckFor(check => check.problems);
  return whyNotTrain(state, session, problems);
}

export const obstacle = (): Obstacle | null =>
  whyNotTrain(engine.store.getState(), runStore.getState().status.state, currentCheck().problems);

/** Trains the open project; where its network has errors, shows them instead. */
export async function train(): Promise<void> {
  const inTheWay = obstacle();
  const view = useView.getState();
  if (inTheWay?.code === 'problems') view.showBottom('problems');
  if (inTheWay) return;
  view.showBottom('curves');
  view.showRight('inspect');
  await startRun(useDocument.getState().project);
}
