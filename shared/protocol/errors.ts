import { describeProblem, placeOfProblem } from '../problems/describe';
import type { Problem } from '../problems/problem';
import type { RuntimeProblem } from './runtime';

/** Every failure the engine expects. Anything else is a bug and arrives as `internal`, logged under the same id. */
export type EngineError =
  | { readonly code: 'protocol/unknown-request'; readonly name: string }
  | { readonly code: 'protocol/bad-input'; readonly name: string; readonly issues: readonly string[] }
  | { readonly code: 'runtime/unavailable'; readonly problems: readonly RuntimeProblem[] }
  | { readonly code: 'project/untrainable'; readonly problems: readonly Problem[] }
  | { readonly code: 'data/unreadable'; readonly dataset: string; readonly file: string; readonly message: string }
  | { readonly code: 'data/unrecognized'; readonly path: string }
  | { readonly code: 'session/busy'; readonly run: string }
  | { readonly code: 'session/not-running' }
  | { readonly code: 'model/none' }
  | { readonly code: 'model/no-node'; readonly node: string }
  | { readonly code: 'model/no-filters'; readonly node: string }
  | { readonly code: 'model/wrong-input'; readonly expected: readonly number[]; readonly received: readonly number[] }
  | { readonly code: 'run/not-found'; readonly run: string }
  | { readonly code: 'run/damaged'; readonly run: string; readonly file: string; readonly message: string }
  | { readonly code: 'run/no-weights'; readonly run: string }
  | { readonly code: 'run/no-best'; readonly run: string }
  | { readonly code: 'run/in-progress'; readonly run: string }
  | { readonly code: 'run/nothing-to-evaluate'; readonly run: string; readonly split: 'training' | 'validation' }
  | { readonly code: 'run/exists'; readonly run: string; readonly folder: string }
  | { readonly code: 'run/done'; readonly run: string; readonly epochs: number }
  | { readonly code: 'run/data-changed'; readonly run: string; readonly dataset: string }
  | { readonly code: 'export/unknown-format'; readonly format: string; readonly known: readonly string[] }
  | { readonly code: 'export/unsupported'; readonly format: string; readonly node: string; readonly reason: string }
  | { readonly code: 'export/parity'; readonly format: string; readonly difference: number; readonly tolerance: number }
  | { readonly code: 'file/not-found'; readonly path: string }
  | { readonly code: 'file/changed'; readonly path: string }
  | { readonly code: 'file/failed'; readonly path: string; readonly reason: string; readonly message: string }
  | { readonly code: 'cancelled' }
  | { readonly code: 'engine/gone'; readonly message: string }
  | { readonly code: 'internal'; readonly id: string; readonly message: string };

const place = (problem: Problem): string => {
  const name = placeOfProblem(problem);
  return name === undefined ? '' : `${name}: `;
};

/** An engine failure in words: what happened, where, and the way out. */
export function describeEngineError(error: EngineError): string {
  switch (error.code) {
    case 'protocol/unknown-request':
      return `The engine knows no request "${error.name}". Restart Receptive: its parts are of different versions.`;
    case 'protocol/bad-input':
      return `The engine refused "${error.name}": ${error.issues.join('; ')}`;
    case 'runtime/unavailable':
      return `TensorFlow cannot be used: ${error.problems.map(({ what, howToGet }) => `${what} ${howToGet}`).join(' ')}`;
    case 'project/untrainable':
      return error.problems
        .filter(problem => problem.severity === 'error')
        .map(problem => `${place(problem)}${describeProblem(problem.cause)}`)
        .join('\n');
    case 'data/unreadable':
      return `Dataset ${error.dataset}: ${error.file}: ${error.message}`;
    case 'data/unrecognized':
      return `${error.path} is none of the data that can be trained on: a folder of pictures, CSV, IDX, NPZ or NPY.`;
    case 'session/busy':
      return 'A run is in progress. Stop it before you start another.';
    case 'session/not-running':
      return 'No run is in progress.';
    case 'model/none':
      return 'There is no trained network yet: train one, or open a run.';
    case 'model/no-node':
      return `The trained network has no node "${error.node}": it was added or renamed after the training began.`;
    case 'model/no-filters':
      return `"${error.node}" has no filters to show: only convolutions have.`;
    case 'model/wrong-input':
      return `The network takes samples of ${error.expected.join(' × ')}, received ${error.received.join(' × ')}.`;
    case 'run/not-found':
      return `There is no run "${error.run}".`;
    case 'run/nothing-to-evaluate':
      return `The data of run ${error.run} have no ${error.split} samples to evaluate it on.`;
    case 'run/damaged':
      return `Run "${error.run}" is damaged: ${error.file}: ${error.message}`;
    case 'run/no-weights':
      return `Run "${error.run}" has no saved weights: it ended before its first checkpoint. Train its project again.`;
    case 'run/no-best':
      return `Run "${error.run}" has kept no weights of a best epoch: it has none yet, or was not to keep them. Take its last weights.`;
    case 'run/in-progress':
      return `Run "${error.run}" is in progress. Stop it first, in the studio or the terminal that trains it.`;
    case 'run/exists':
      return `There is a run "${error.run}" in ${error.folder} already. Move it away first.`;
    case 'run/done':
      return `Run "${error.run}" has already been trained for ${Number(error.epochs.toFixed(1))} epochs. Ask for a larger number to train on.`;
    case 'run/data-changed':
      return `The data of "${error.dataset}" have changed since run "${error.run}" began, so that it cannot go on as it was. Bring the old data back, or train its project as a new run.`;
    case 'export/unknown-format':
      return `There is no export format "${error.format}"; known are ${error.known.join(', ')}.`;
    case 'export/unsupported':
      return `${error.node} cannot go into a ${error.format} file: ${error.reason}.`;
    case 'export/parity':
      return `The exported ${error.format} file predicts differently from the network (by ${error.difference.toExponential(1)}, allowed ${error.tolerance.toExponential(0)}), so it was not saved.`;
    case 'file/not-found':
      return `${error.path}: no such file.`;
    case 'file/changed':
      return `${error.path} was changed by someone else since it was opened. Save under another name, or open it again.`;
    case 'file/failed':
      return `${error.path}: ${error.message}`;
    case 'cancelled':
      return 'Cancelled.';
    case 'engine/gone':
      return `The engine has stopped: ${error.message}`;
    case 'internal':
      return `Something went wrong inside the engine (${error.message}). It is logged as ${error.id}.`;
  }
}
