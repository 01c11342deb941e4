import type { DatasetReport } from '#shared/data/dataset';
import type { ProblemCause } from '#shared/problems/problem';
import { checkProject, type ProjectCheck } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import { err, ok, type Result } from '#shared/result';
import { Datasets, defaultDatasets } from '../data/datasets';
import { reportOf } from '../data/report';
import { loadTensorFlow } from '../runtime/load-tensorflow';
import { EXIT } from './exit-code';
import { engineFailure, type Failure } from './failure';
import { onInterrupt } from './interrupt';
import { progressLine } from './progress-line';
import { setUpRuntime } from './set-up';
import type { Terminal } from './terminal';

/** The options that say where a dataset's files are. */
const PLACES: readonly string[] = ['folder', 'file'];

/**
 * What reading a dataset of the user's own files finds; `null` for any other. TensorFlow, which decodes pictures, is set up where
 * it is missing.
 */
export async function readOwnFiles(
  { data }: Project,
  terminal: Terminal,
): Promise<Result<DatasetReport | null, Failure>> {
  const datasets = new Datasets(defaultDatasets(() => loadTensorFlow({ device: 'cpu' })));
  const info = await datasets.info(data);
  if (!info.ok || !info.value.ownFiles) return ok(null);
  const interrupts = onInterrupt(
    () => undefined,
    () => process.exit(EXIT.interrupted),
  );
  const line = progressLine(terminal);
  try {
    const set = await setUpRuntime(terminal, interrupts.signal);
    if (!set.ok) return set;
    const report = (message: string) => line.draw(() => `${message} …`);
    const loaded = await datasets.load(data, { signal: interrupts.signal, report });
    return loaded.ok ? ok(reportOf(loaded.value)) : err(engineFailure(loaded.error));
  } finally {
    line.clear();
    interrupts.stopListening();
  }
}

/**
 * Everything that keeps a project from training, its dataset included; that no data were chosen yet is a warning, since nothing in
 * the project is wrong. An error where the dataset's files cannot be read.
 */
export async function checkWithDataset(project: Project): Promise<Result<ProjectCheck, Failure>> {
  const dataset = await new Datasets(defaultDatasets()).info(project.data);
  if (dataset.ok) return ok(checkProject(project, dataset.value));
  if (dataset.error.code !== 'project/untrainable') return err(engineFailure(dataset.error));
  const check = checkProject(project);
  const problems = dataset.error.problems.map(problem =>
    isUnchosen(problem.cause, project) ? { ...problem, severity: 'warning' as const } : problem,
  );
  return ok({ ...check, problems: [...check.problems, ...problems] });
}

/** Whether a problem is that the place of the data is still empty, as it is in a new project. */
const isUnchosen = (cause: ProblemCause, { data: { options } }: Project): boolean =>
  cause.code === 'data/options' && PLACES.includes(cause.option) && (options[cause.option] ?? '') === '';
