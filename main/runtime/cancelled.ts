import type { RuntimeProblem } from '#shared/protocol/runtime';

/** The answer of every step of the set-up that was stopped on request. */
export const cancelledProblem: RuntimeProblem = {
  code: 'runtime/cancelled',
  what: 'The set-up was cancelled.',
  howToGet: 'Start it again; finished parts are kept.',
};
