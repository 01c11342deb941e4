import { describe, expect, test } from 'vitest';
import { emptyCurve, extend } from '#renderer/run/curve';
import { initialRunState, withHistory, withoutEngine, withPoints, withStatus } from '#renderer/run/run-state';
import { idleStatus, type SessionStatus } from '#shared/protocol/session';

const point = (step: number) => ({ step, epoch: step / 10, loss: 1 / step });
const steps = (curve = emptyCurve) => curve.points.slice(0, curve.length).map(({ step }) => step);
const running = (run: string): SessionStatus => ({ ...idleStatus, run, state: 'running' });

describe('extend', () => {
  test('takes new points and drops those it has', () => {
    const curve = extend(extend(emptyCurve, [point(1), point(2)]), [point(2), point(3)]);
    expect(steps(curve)).toEqual([1, 2, 3]);
  });

  test('an older version of the curve stays as it was', () => {
    const old = extend(emptyCurve, [point(1)]);
    const longer = extend(old, [point(2)]);
    const other = extend(old, [point(5)]);
    expect([steps(old), steps(longer), steps(other)]).toEqual([[1], [1, 2], [1, 5]]);
  });

  test('an epoch may end with its validation as a second point of the last step', () => {
    const validation = { step: 2, epoch: 1, validationLoss: 0.5 };
    const curve = extend(extend(emptyCurve, [point(1), point(2)]), [validation]);
    expect(steps(curve)).toEqual([1, 2, 2]);
    expect(extend(curve, [validation])).toBe(curve);
  });

  test('nothing new gives the same object', () => {
    const curve = extend(emptyCurve, [point(1)]);
    expect(extend(curve, [point(1)])).toBe(curve);
  });
});

describe('the run store', () => {
  test('brings a run that begins on screen, and leaves an opened one there while it goes on', () => {
    const begun = withStatus({ ...initialRunState, shown: 'old' }, running('new'));
    expect(begun.shown).toBe('new');
    expect(withStatus({ ...begun, shown: 'old' }, { ...running('new'), step: 5 }).shown).toBe('old');
  });

  test('brings a run that goes on back on screen, its curves only up to where it does', () => {
    const killed = withoutEngine(withPoints(withStatus(initialRunState, running('a')), 'a', [1, 5, 9].map(point)));
    const goesOn = { ...running('a'), state: 'preparing', step: 5 } as const;
    const state = withStatus({ ...killed, shown: 'old', dismissedFailure: 'a' }, goesOn);
    expect(state).toMatchObject({ shown: 'a', dismissedFailure: null });
    expect(steps(state.curves.get('a'))).toEqual([1, 5]);
    expect(steps(withPoints(state, 'a', [point(7)]).curves.get('a'))).toEqual([1, 5, 7]);
    // The older version of the curve stays as it was.
    expect(steps(killed.curves.get('a'))).toEqual([1, 5, 9]);
  });

  test("keeps a late point of one run out of the next run's curve", () => {
    const state = withPoints(withPoints(initialRunState, 'a', [point(1)]), 'b', [point(1)]);
    const late = withPoints(state, 'a', [point(2)]);
    expect([steps(late.curves.get('a')), steps(late.curves.get('b'))]).toEqual([[1, 2], [1]]);
  });

  test('a history that arrives after newer points goes before them', () => {
    const live = withPoints(initialRunState, 'a', [point(5), point(6)]);
    const whole = withHistory(live, 'a', [point(1), point(2), point(5)]);
    expect(steps(whole.curves.get('a'))).toEqual([1, 2, 5, 6]);
  });

  test('keeps the curves of an engine that died, and its run is over', () => {
    const state = withPoints(withStatus(initialRunState, running('a')), 'a', [point(1)]);
    const after = withoutEngine(state);
    expect(after.status.state).toBe('stopped');
    expect(after.shown).toBe('a');
    expect(steps(after.curves.get('a'))).toEqual([1]);
  });

  test('a run that was over before the engine died stays what it was', () => {
    const done = withStatus(initialRunState, { ...running('a'), state: 'done' });
    expect(withoutEngine(done).status.state).toBe('done');
  });
});
