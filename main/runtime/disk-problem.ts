import type { RuntimeProblem } from '#shared/protocol/runtime';
import type { FileProblem } from '../files/file-problem';

/** A failed write into the cache, told as a problem of the set-up. Problems of the set-up itself pass through. */
export function diskProblem(problem: FileProblem | RuntimeProblem): RuntimeProblem {
  if ('what' in problem) return problem;
  return {
    code: 'runtime/disk',
    what: `The cache folder can't be written. ${problem.message}`,
    howToGet: 'Make room there, or name another folder in the environment variable RECEPTIVE_CACHE.',
  };
}
