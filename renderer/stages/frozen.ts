import { parameterCount } from '#shared/graph/analyze';
import type { NodeId } from '#shared/graph/graph';
import { plainProject } from '#shared/project/plain';
import { planOf, stageTitle } from '#shared/training/plan';
import { isFrozenBy } from '#shared/training/stages';
import { useCheckFor } from '../document/check';
import { useDocument } from '../document/store';
import { useOpenStage } from './open-stage';

/** Why a node's weights are not trained, in words: in all stages, or in the one whose form is open. `null` where they are, or it has none. */
export function useFrozen(id: NodeId): string | null {
  const { node, analysis } = useCheckFor(({ nodes }) => {
    const known = nodes.get(nodes.get(id)?.node.sharesWith ?? id);
    return { node: known?.node, analysis: known?.analysis };
  });
  const open = useOpenStage(state => state.open);
  const training = useDocument(state => plainProject(state.project).training);
  if (!node || !analysis || parameterCount(analysis) === 0) return null;
  if (node.trainable === false) return 'Frozen: training leaves its weights as they are';
  if (open === null || training.stages.length === 0) return null;
  const stage = planOf(training).stages[open];
  return stage && isFrozenBy(stage.trainable, node.id) ? `Frozen in ${stageTitle(stage)}` : null;
}
