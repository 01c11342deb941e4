import type { Project } from '../project/project';
import { type Change, changesBetween } from './change';
import { compareGraphs, type GraphDifference, isSameGraph } from './compare-graphs';

/** How one project differs from another in what matters to training. */
export interface ProjectDifference {
  readonly graph: GraphDifference;
  readonly data: readonly Change[];
  readonly training: readonly Change[];
}

export const compareProjects = (before: Project, after: Project): ProjectDifference => ({
  graph: compareGraphs(before.graph, after.graph),
  data: changesBetween(before.data, after.data),
  training: changesBetween(before.training, after.training),
});

/** Whether two projects, trained alike, give the same network. */
export const isSameProject = ({ graph, data, training }: ProjectDifference): boolean =>
  isSameGraph(graph) && data.length + training.length === 0;
