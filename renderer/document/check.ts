import { create } from 'zustand';
import type { DatasetInfo } from '#shared/data/dataset';
import { checkProject, type ProjectCheck } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import { useDocument } from './store';

/** What the engine says of the project's dataset with its options; absent while no engine has answered. */
export const useDatasetInfo = create<{ readonly info: DatasetInfo | undefined }>(() => ({ info: undefined }));

export const setDatasetInfo = (info: DatasetInfo | undefined): void => useDatasetInfo.setState({ info });

interface Memo {
  readonly graph: Project['graph'];
  readonly loss: Project['training']['loss'];
  readonly dataset: DatasetInfo | undefined;
  readonly check: ProjectCheck;
}
let memo: Memo | undefined;

/** The check of a project; asked again for the same graph, loss and dataset, it gives the same object. */
export function checkOf(project: Project, info: DatasetInfo | undefined): ProjectCheck {
  // Info of a dataset that the project no longer uses says nothing about it.
  const dataset = info?.id === project.data.dataset ? info : undefined;
  const { graph, training } = project;
  if (memo?.graph !== graph || memo.loss !== training.loss || memo.dataset !== dataset) {
    memo = { graph, loss: training.loss, dataset, check: checkProject(project, dataset) };
  }
  return memo.check;
}

export const currentCheck = (): ProjectCheck => checkOf(useDocument.getState().project, useDatasetInfo.getState().info);

/** Shapes, parameters and problems of the open project, kept up to date. */
export function useCheck(): ProjectCheck {
  const info = useDatasetInfo(state => state.info);
  return useDocument(state => checkOf(state.project, info));
}
