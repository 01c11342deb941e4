import type { MetricPoint, SessionStatus } from '#shared/protocol/session';
import { idleStatus, isActive } from '#shared/protocol/session';
import { type Curve, emptyCurve, extend, upTo } from './curve';

export interface RunState {
  /** Where the engine's session stands. */
  readonly status: SessionStatus;
  /** The curves of the runs seen so far, by run. */
  readonly curves: ReadonlyMap<string, Curve>;
  /** The run whose curves are on screen: the one in progress, or one that the user opened. */
  readonly shown: string | null;
  /** A run drawn behind the shown one for comparison. */
  readonly compared: string | null;
  /** A start was asked for and not answered yet. */
  readonly starting: boolean;
  /** Why the last thing asked for was refused, in words. */
  readonly refusal: string | null;
  /** The failed run whose message was put away. */
  readonly dismissedFailure: string | null;
}

/** Whether nothing is being trained. */
export const isOver = ({ status }: RunState): boolean => !isActive(status.state);

export const initialRunState: RunState = {
  status: idleStatus,
  curves: new Map(),
  shown: null,
  compared: null,
  starting: false,
  refusal: null,
  dismissedFailure: null,
};

/** A run that begins or goes on is brought on screen. */
export function withStatus(state: RunState, status: SessionStatus): RunState {
  const { run } = status;
  const wakes = isActive(status.state) && !isActive(state.status.state);
  if (run === null || (run === state.status.run && !wakes)) return { ...state, status };
  const curve = state.curves.get(run);
  // What it had done after its checkpoint it does again.
  const curves =
    status.state === 'preparing' && curve ? new Map(state.curves).set(run, upTo(curve, status.step)) : state.curves;
  return { ...state, status, curves, shown: run, dismissedFailure: null };
}

export function withPoints(state: RunState, run: string, points: readonly MetricPoint[]): RunState {
  const old = state.curves.get(run) ?? emptyCurve;
  const curve = extend(old, points);
  return curve === old ? state : { ...state, curves: new Map(state.curves).set(run, curve) };
}

/** A run's whole history; points that arrived by event while it was on its way stay. */
export function withHistory(state: RunState, run: string, history: readonly MetricPoint[]): RunState {
  const old = state.curves.get(run) ?? emptyCurve;
  const curve = extend(extend(emptyCurve, history), old.points.slice(0, old.length));
  return { ...state, curves: new Map(state.curves).set(run, curve) };
}

/** The engine died: its run is over, and its curves stay. */
export function withoutEngine(state: RunState): RunState {
  const { status } = state;
  return isActive(status.state) ? { ...state, status: { ...status, state: 'stopped', secondsLeft: null } } : state;
}
