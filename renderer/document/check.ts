import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { DatasetInfo } from '#shared/data/dataset';
import type { Problem } from '#shared/problems/problem';
import { checkProject, type ProjectCheck } from '#shared/project/check';
import type { Project } from '#shared/project/project';
import { useDocument } from './store';

interface DatasetState {
  /** Absent while no engine has answered, and where the dataset cannot be used. */
  readonly info: DatasetInfo | undefined;
  /** Why it cannot be used: a folder that is not there, say. */
  readonly problems: readonly Problem[];
}
const noProblems: readonly Problem[] = [];

/** What the engine says of the project's dataset with its options. */
export const useDatasetInfo = create<DatasetState>(() => ({ info: undefined, problems: noProblems }));

export const setDatasetInfo = (info: DatasetInfo | undefined, problems = noProblems): void =>
  useDatasetInfo.setState({ info, problems });

interface Memo {
  readonly graph: Project['graph'];
  readonly loss: Project['training']['loss'];
  readonly outputs: Project['training']['outputs'];
  readonly inputs: Project['training']['inputs'];
  readonly stages: Project['training']['stages'];
  readonly earlyStopping: Project['training']['earlyStopping'];
  readonly reduceOnPlateau: Project['training']['reduceOnPlateau'];
  readonly dataset: DatasetInfo | undefined;
  readonly problems: readonly Problem[];
  readonly check: ProjectCheck;
}
let memo: Memo | undefined;

const isFor = (known: Memo, asked: Omit<Memo, 'check'>): boolean =>
  known.graph === asked.graph &&
  known.loss === asked.loss &&
  known.outputs === asked.outputs &&
  known.inputs === asked.inputs &&
  known.stages === asked.stages &&
  known.earlyStopping === asked.earlyStopping &&
  known.reduceOnPlateau === asked.reduceOnPlateau &&
  known.dataset === asked.dataset &&
  known.problems === asked.problems;

/** Most keys change no problem: what shows them need not be drawn anew then. */
const unlessSame = (problems: readonly Problem[], last: readonly Problem[] = noProblems): readonly Problem[] =>
  problems.length === last.length && JSON.stringify(problems) === JSON.stringify(last) ? last : problems;

/** The check of a project and its dataset; asked again for the same graph, dataset and training, it gives the same object. */
export function checkOf(project: Project, { info, problems }: DatasetState): ProjectCheck {
  // Info of a dataset that the project no longer uses says nothing about it.
  const dataset = info?.id === project.data.dataset ? info : undefined;
  const { graph, training } = project;
  const { loss, outputs, inputs, stages, earlyStopping, reduceOnPlateau } = training;
  const asked = { graph, loss, outputs, inputs, stages, earlyStopping, reduceOnPlateau, dataset, problems };
  if (!memo || !isFor(memo, asked)) {
    const check = checkProject(project, dataset);
    const all = unlessSame([...check.problems, ...problems], memo?.check.problems);
    memo = { ...asked, check: { ...check, problems: all } };
  }
  return memo.check;
}

export const currentCheck = (): ProjectCheck => checkOf(useDocument.getState().project, useDatasetInfo.getState());

/** A part of the check, for what is drawn many times: it is drawn anew only where its own part (or one of the part's values) is another. */
export function useCheckFor<T>(select: (check: ProjectCheck) => T): T {
  const dataset = useDatasetInfo();
  return useDocument(useShallow(state => select(checkOf(state.project, dataset))));
}

/** Shapes, parameters and problems of the open project, kept up to date. */
export function useCheck(): ProjectCheck {
  const dataset = useDatasetInfo();
  return useDocument(state => checkOf(state.project, dataset));
}
