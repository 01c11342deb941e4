import { create } from 'zustand';
import { describeEngineError } from '#shared/protocol/errors';
import type { RatePoint, RateSuggestion } from '#shared/training/rate-range';
import { useDocument } from '../document/store';
import { engine } from '../engine/engine';

/** Which weights a test starts from. */
export type StartingNetwork = 'untrained' | 'current';

interface RateState {
  readonly opened: boolean;
  readonly running: boolean;
  readonly network: StartingNetwork;
  readonly points: readonly RatePoint[];
  readonly suggestion: RateSuggestion | null;
  /** Why there is no curve, in words. */
  readonly error: string | null;
}

const nothing = { running: false, points: [], suggestion: null, error: null } as const;

/** The learning rate finder's dialog. */
export const useRateFinder = create<RateState>(() => ({ opened: false, network: 'untrained', ...nothing }));

engine.on('rate.points', ({ points }) => {
  const { running, points: before } = useRateFinder.getState();
  if (running) useRateFinder.setState({ points: [...before, ...points] });
});

/** Opens the dialog and begins at once. */
export function openRateFinder(): void {
  useRateFinder.setState({ opened: true });
  void findRate(useRateFinder.getState().network);
}

export function closeRateFinder(): void {
  stopRateFinder();
  useRateFinder.setState({ opened: false, ...nothing });
}

export function stopRateFinder(): void {
  if (useRateFinder.getState().running) void engine.request('rate.stop', {});
}

/** The tests asked for so far: the answer of one that is not the last is of no interest. */
let asked = 0;

/** Tests the rates of the project on the canvas; one that is asked for while another is in progress takes its place. */
export async function findRate(network: StartingNetwork): Promise<void> {
  asked++;
  const own = asked;
  useRateFinder.setState({ ...nothing, network, running: true });
  const answer = await engine.request('rate.find', { project: useDocument.getState().project, network });
  if (own !== asked) return;
  if (answer.ok) useRateFinder.setState({ running: false, ...answer.value });
  else if (answer.error.code === 'cancelled') useRateFinder.setState({ running: false });
  else useRateFinder.setState({ running: false, error: describeEngineError(answer.error) });
}

/** A rate as it is shown and set: two digits are more than the test knows. */
export const roundRate = (rate: number): number => Number(rate.toPrecision(2));

/** Makes a rate the optimizer's, as one step to undo. */
export function takeRate(rate: number): void {
  const { project, dispatch, endGesture } = useDocument.getState();
  endGesture();
  const optimizer = { ...project.training.optimizer, learningRate: roundRate(rate) };
  dispatch({ do: 'training.set', changes: { optimizer } });
  endGesture();
  closeRateFinder();
}
