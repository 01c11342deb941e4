import type { NodeId } from '#shared/graph/graph';
import type { Project } from '#shared/project/project';
import type { RateGroup, Stage, TrainableSet } from '#shared/training/stages';

/** What becomes of the ids in a list; the same list where nothing does. */
type Change = (nodes: readonly NodeId[]) => NodeId[];

/** The project with other ids in its stages' lists; the same object where no list holds one of them. */
function changeNodes(project: Project, ids: ReadonlySet<NodeId>, change: Change): Project {
  const touches = (nodes: readonly NodeId[]) => nodes.some(id => ids.has(id));
  const changedSet = (set: TrainableSet): TrainableSet =>
    set.which !== 'all' && touches(set.nodes) ? { ...set, nodes: change(set.nodes) } : set;
  // A group without nodes would say nothing.
  const changedRates = (rates: readonly RateGroup[]): RateGroup[] =>
    rates.flatMap(group => {
      const nodes = change(group.nodes);
      return nodes.length === 0 && touches(group.nodes) ? [] : { ...group, nodes };
    });
  const changed = (stage: Stage): Stage => ({
    ...stage,
    trainable: changedSet(stage.trainable),
    rates: stage.rates.some(({ nodes }) => touches(nodes)) ? changedRates(stage.rates) : stage.rates,
  });
  const named = ({ trainable, rates }: Stage) =>
    (trainable.which !== 'all' && touches(trainable.nodes)) || rates.some(({ nodes }) => touches(nodes));
  const { stages } = project.training;
  if (!stages.some(named)) return project;
  const next = stages.map(stage => (named(stage) ? changed(stage) : stage));
  return { ...project, training: { ...project.training, stages: next } };
}

/** The stages name a renamed node by its new id. */
export const renameInStages = (project: Project, from: NodeId, to: NodeId): Project =>
  changeNodes(project, new Set([from]), nodes => nodes.map(id => (id === from ? to : id)));

/** The stages no longer name these nodes. */
export function leaveStages(project: Project, ids: readonly NodeId[]): Project {
  const gone = new Set(ids);
  return changeNodes(project, gone, nodes => nodes.filter(id => !gone.has(id)));
}

/** The stages name others in these nodes' place, each once. */
export const replaceInStages = (project: Project, by: ReadonlyMap<NodeId, readonly NodeId[]>): Project =>
  changeNodes(project, new Set(by.keys()), nodes => [...new Set(nodes.flatMap(id => by.get(id) ?? [id]))]);
