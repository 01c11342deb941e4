import type { NodeId } from '#shared/graph/graph';
import type { Project } from '#shared/project/project';
import { renamedMonitor } from '#shared/training/monitor';

type EndSettings = Pick<Project['training'], 'inputs' | 'outputs'>;

/** The project with other settings for its Inputs and outputs; the same object where none is for one of the nodes. */
function changeEnds(
  project: Project,
  ids: ReadonlySet<NodeId>,
  change: <Settings extends { node: NodeId }>(settings: Settings[]) => Settings[],
): Project {
  const { inputs = [], outputs = [] } = project.training;
  if (![...inputs, ...outputs].some(({ node }) => ids.has(node))) return project;
  const next: EndSettings = { inputs: filled(change(inputs)), outputs: filled(change(outputs)) };
  return { ...project, training: { ...project.training, ...next } };
}

const filled = <T>(list: T[]): T[] | undefined => (list.length > 0 ? list : undefined);

/** What is set for a renamed node stays set for it, and what watches it watches it. */
export const renameInEnds = (project: Project, from: NodeId, to: NodeId): Project =>
  changeEnds(renameInMonitors(project, from, to), new Set([from]), list =>
    list.map(item => (item.node === from ? { ...item, node: to } : item)),
  );

function renameInMonitors(project: Project, from: NodeId, to: NodeId): Project {
  const { earlyStopping, reduceOnPlateau } = project.training;
  const stopping = renamedMonitor(earlyStopping.monitor, from, to);
  const plateau = renamedMonitor(reduceOnPlateau.monitor, from, to);
  if (stopping === earlyStopping.monitor && plateau === reduceOnPlateau.monitor) return project;
  const changes = {
    earlyStopping: { ...earlyStopping, monitor: stopping },
    reduceOnPlateau: { ...reduceOnPlateau, monitor: plateau },
  };
  return { ...project, training: { ...project.training, ...changes } };
}

/** Forgets what is set for these nodes. */
export function leaveEnds(project: Project, ids: readonly NodeId[]): Project {
  const gone = new Set(ids);
  return changeEnds(project, gone, list => list.filter(({ node }) => !gone.has(node)));
}

/** What is set for a node is set for the first of those in its place; of several for the same, the first stays. */
export function replaceInEnds(project: Project, by: ReadonlyMap<NodeId, readonly NodeId[]>): Project {
  return changeEnds(project, new Set(by.keys()), list => {
    const moved = list.flatMap(item => {
      const instead = by.get(item.node);
      if (!instead) return [item];
      return instead[0] === undefined ? [] : [{ ...item, node: instead[0] }];
    });
    return moved.filter((item, index) => moved.findIndex(({ node }) => node === item.node) === index);
  });
}
