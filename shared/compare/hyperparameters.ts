import { expandGraph } from '../graph/expand';
import type { Project } from '../project/project';
import { type Leaf, leavesOf } from './change';

/**
 * What was set for a run, by name: the settings of the training (`optimizer.learningRate`, `batchSize`) and of the data
 * (`data.dataset`, `data.options.pattern`), and the number of layers.
 */
export function hyperparametersOf({ graph, data, training }: Project): Readonly<Record<string, Leaf>> {
  return Object.fromEntries([
    ...leavesOf(training),
    ...leavesOf(data, 'data'),
    ['layers', expandGraph(graph).graph.nodes.length] as const,
  ]);
}
