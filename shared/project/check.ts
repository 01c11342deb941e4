import type { DatasetInfo } from '../data/dataset';
import { analyzeGraph, type GraphAnalysis, parameterCount } from '../graph/analyze';
import { expandGraph } from '../graph/expand';
import type { Graph, NodeId } from '../graph/graph';
import type { Fix, Problem, ProblemCause } from '../problems/problem';
import { advise } from './advice';
import { checkEnds } from './check-ends';
import { checkMonitors } from './check-monitors';
import { checkStages } from './check-stages';
import { type Ends, endsOf } from './ends';
import { plainProject } from './plain';
import type { Project } from './project';

export interface ProjectCheck extends GraphAnalysis, Ends {}

export const canTrain = (check: { readonly problems: readonly Problem[] }): boolean =>
  check.problems.every(problem => problem.severity !== 'error');

/**
 * Everything that keeps a project from training, each problem at its node. Blocks and muted nodes are expanded first: the nodes are
 * those that are trained.
 * @param dataset what the engine says of the project's dataset; without it the network is judged alone.
 */
export function checkProject(given: Pick<Project, 'graph' | 'training'>, dataset?: DatasetInfo): ProjectCheck {
  const analysis = analyzeGraph(given.graph);
  const project = plainProject(given);
  const ends = endsOf(project, analysis, dataset);
  const problems = [...analysis.problems, ...checkEnds(project, analysis, ends, dataset)];
  if (ends.outputs.length > 0 && analysis.trainableParameters === 0 && analysis.problems.length === 0) {
    problems.push(nothingToLearn(project));
  }
  problems.push(...checkStages(project, analysis), ...checkMonitors(project, ends, dataset));
  problems.push(...advise(project.graph, analysis, problems));
  return { ...analysis, ...ends, problems: withPaths(given.graph, problems) };
}

/** A problem in a block says where in the project it lies. */
function withPaths(graph: Graph, problems: readonly Problem[]): readonly Problem[] {
  const { origins } = expandGraph(graph);
  return problems.map(problem => {
    const path = problem.path ?? (problem.node === undefined ? undefined : origins.get(problem.node));
    return path && path.length > 1 && path !== problem.path ? { ...problem, path } : problem;
  });
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
