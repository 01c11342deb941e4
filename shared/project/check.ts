import type { DatasetInfo } from '../data/dataset';
import { analyzeGraph, type GraphAnalysis, parameterCount } from '../graph/analyze';
import type { NodeId } from '../graph/graph';
import type { Fix, Problem, ProblemCause } from '../problems/problem';
import { advise } from './advice';
import { checkEnds } from './check-ends';
import { checkStages } from './check-stages';
import { type Ends, endsOf } from './ends';
import type { Project } from './project';

export interface ProjectCheck extends GraphAnalysis, Ends {}

export const canTrain = (check: { readonly problems: readonly Problem[] }): boolean =>
  check.problems.every(problem => problem.severity !== 'error');

/**
 * Everything that keeps a project from training, each problem at its node.
 * @param dataset what the engine says of the project's dataset; without it the network is judged alone.
 */
export function checkProject(project: Pick<Project, 'graph' | 'training'>, dataset?: DatasetInfo): ProjectCheck {
  const analysis = analyzeGraph(project.graph);
  const ends = endsOf(project, analysis, dataset);
  const problems = [...analysis.problems, ...checkEnds(project, analysis, ends, dataset)];
  if (ends.outputs.length > 0 && analysis.trainableParameters === 0 && analysis.problems.length === 0) {
    problems.push(nothingToLearn(project));
  }
  problems.push(...checkStages(project, analysis), ...advise(project.graph, analysis, problems));
  return { ...analysis, ...ends, problems };
}

const error = (cause: ProblemCause, node?: NodeId, fixes: readonly Fix[] = []): Problem => ({
  severity: 'error',
  node,
  cause,
  fixes,
});

/** No weights at all, or none that is not frozen. */
function nothingToLearn({ graph }: Pick<Project, 'graph'>): Problem {
  const thawed = analyzeGraph({ ...graph, nodes: graph.nodes.map(({ trainable: _, ...node }) => node) });
  if (thawed.trainableParameters === 0) return error({ code: 'train/no-weights' });
  const fixes = graph.nodes.flatMap(({ id, trainable }): Fix[] => {
    const weights = thawed.nodes.get(id)?.analysis;
    const learns = trainable === false && weights && parameterCount(weights, 'trainable') > 0;
    return learns ? [{ do: 'unfreeze', node: id, label: `Unfreeze ${id}` }] : [];
  });
  // The last layer is the likeliest to be trained anew.
  return error({ code: 'train/all-frozen' }, undefined, fixes.slice(-1));
}
