import { checkProject, type ProjectCheck } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import { err, ok, type Result } from '#shared/result';
import { Datasets, defaultDatasets } from '../data/datasets';
import { engineFailure, type Failure } from './failure';

/** Everything that keeps a project from training, its dataset included. An error where the dataset's files cannot be read. */
export async function checkWithDataset(project: Project): Promise<Result<ProjectCheck, Failure>> {
  const dataset = await new Datasets(defaultDatasets()).info(project.data);
  if (dataset.ok) return ok(checkProject(project, dataset.value));
  if (dataset.error.code !== 'project/untrainable') return err(engineFailure(dataset.error));
  const check = checkProject(project);
  return ok({ ...check, problems: [...check.problems, ...dataset.error.problems] });
}
