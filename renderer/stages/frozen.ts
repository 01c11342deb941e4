import type { NodeId } from '#shared/graph/graph';
import { plainProject } from '#shared/project/plain';
import { planOf, stageTitle } from '#shared/training/plan';
import { isFrozenBy } from '#shared/training/stages';
import { useCheckFor } from '../document/check';
import { factsAbout, parametersOf, useFacts } from '../document/facts';
import { useDocument } from '../document/store';
import { useOpenStage } from './open-stage';

/** Why a node's weights are not trained, in words: in all stages, or in the one whose form is open. `null` where they are, or it has none. */
export function useFrozen(id: NodeId): string | null {
  const layers = useFacts(facts => factsAbout(facts, id).layers);
  // What is used several times is frozen where its weights are.
  const owners = useCheckFor(({ nodes }) => layers.map(layer => nodes.get(layer.node.sharesWith ?? '') ?? layer));
  const open = useOpenStage(state => state.open);
  const training = useDocument(state => plainProject(state.project).training);
  if (parametersOf({ layers: owners }) === 0) return null;
  const learning = owners.filter(({ node }) => node.trainable !== false);
  if (learning.length === 0) return 'Frozen: training leaves its weights as they are';
  if (open === null || training.stages.length === 0) return null;
  const stage = planOf(training).stages[open];
  return stage && learning.every(({ node }) => isFrozenBy(stage.trainable, node.id))
    ? `Frozen in ${stageTitle(stage)}`
    : null;
}
