import { type GraphAnalysis, parameterCount } from '../graph/analyze';
import type { NodeId } from '../graph/graph';
import type { Fix, Problem, ProblemCause } from '../problems/problem';
import { type PlannedStage, planOf } from '../training/plan';
import { isFrozenBy } from '../training/stages';
import type { Project } from './project';

/** Everything that is wrong with a project's stages, each problem at its stage. */
export function checkStages(
  { graph, training }: Pick<Project, 'graph' | 'training'>,
  analysis: GraphAnalysis,
): readonly Problem[] {
  if (training.stages.length === 0) return [];
  const frozen = new Set(graph.nodes.flatMap(({ id, trainable }) => (trainable === false ? [id] : [])));
  const known = new Set(graph.nodes.map(({ id }) => id));
  const learning = [...analysis.nodes].flatMap(([id, { analysis: layer }]) =>
    layer && parameterCount(layer, 'trainable') > 0 && !frozen.has(id) ? [id] : [],
  );
  return planOf(training).stages.flatMap(stage => [
    ...unknownNodes(stage, known),
    ...frozenNodes(stage, frozen),
    ...doubleRates(stage, known),
    // Where the network itself is wrong, or has nothing to learn, that is said already.
    ...(analysis.problems.length === 0 && learning.length > 0 ? nothingToTrain(stage, learning) : []),
  ]);
}

const problem = (
  severity: Problem['severity'],
  { index }: PlannedStage,
  cause: ProblemCause,
  fixes: readonly Fix[],
): Problem => ({ severity, stage: index, cause, fixes });

const chosen = ({ trainable }: PlannedStage): readonly NodeId[] => (trainable.which === 'all' ? [] : trainable.nodes);

function unknownNodes(stage: PlannedStage, known: ReadonlySet<NodeId>): readonly Problem[] {
  const named = new Set([...chosen(stage), ...stage.rates.flatMap(({ nodes }) => nodes)]);
  return [...named]
    .filter(id => !known.has(id))
    .map(id =>
      problem('error', stage, { code: 'stage/unknown-node', node: id }, [
        { do: 'leave-stages', node: id, label: `Take ${id} out of all stages` },
      ]),
    );
}

function frozenNodes(stage: PlannedStage, frozen: ReadonlySet<NodeId>): readonly Problem[] {
  if (stage.trainable.which !== 'only') return [];
  return stage.trainable.nodes
    .filter(id => frozen.has(id))
    .map(id =>
      problem('warning', stage, { code: 'stage/frozen-node', node: id }, [
        { do: 'unfreeze', node: id, label: `Unfreeze ${id}` },
      ]),
    );
}

function doubleRates(stage: PlannedStage, known: ReadonlySet<NodeId>): readonly Problem[] {
  const seen = new Set<NodeId>();
  return stage.rates.flatMap(({ nodes }, group) =>
    nodes.flatMap(id => {
      if (!seen.has(id) || !known.has(id)) {
        seen.add(id);
        return [];
      }
      const label = `Take ${id} out of group ${group + 1}`;
      const fix: Fix = { do: 'leave-rate-group', stage: stage.index, group, node: id, label };
      return [problem('error', stage, { code: 'stage/two-rates', node: id }, [fix])];
    }),
  );
}

function nothingToTrain(stage: PlannedStage, learning: readonly NodeId[]): readonly Problem[] {
  if (learning.some(id => !isFrozenBy(stage.trainable, id))) return [];
  const fix: Fix = { do: 'train-all', stage: stage.index, label: 'Train all layers in this stage' };
  return [problem('error', stage, { code: 'stage/nothing-to-train' }, [fix])];
}
