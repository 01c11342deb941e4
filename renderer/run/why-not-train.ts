import { describeProblem } from '#shared/problems/describe';
import type { Problem } from '#shared/problems/problem';
import { describeEngineError } from '#shared/protocol/errors';
import { isActive, type SessionState } from '#shared/protocol/session';
import type { EngineState } from '../engine/connection';

/** Why training cannot start now. `problems`: the network has errors, which the problems tab lists. */
export interface Obstacle {
  readonly code: 'problems' | 'engine' | 'runtime' | 'busy';
  readonly text: string;
}

/** @returns `null` where training may start. */
export function whyNotTrain(engine: EngineState, session: SessionState, problems: readonly Problem[]): Obstacle | null {
  if (isActive(session)) return { code: 'busy', text: 'A run is in progress.' };
  const errors = problems.filter(problem => problem.severity === 'error');
  const [first] = errors;
  if (first) {
    const place = first.node ? `${first.node}: ` : '';
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
    return { code: 'problems', text: `${place}${describeProblem(first.cause)}${more}` };
  }
  if (engine.connection.state === 'gone') return { code: 'engine', text: 'The engine has stopped.' };
  if (engine.connection.state === 'connecting') return { code: 'engine', text: 'The engine is being connected.' };
  if (engine.info?.runtime === null) {
    return {
      code: 'runtime',
      text: describeEngineError({ code: 'runtime/unavailable', problems: engine.info.problems }),
    };
  }
  return null;
}
