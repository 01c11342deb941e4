import { expandGraph } from '../graph/expand';
import type { NodeId } from '../graph/graph';
import type { TrainableSet } from '../training/stages';
import type { Project } from './project';

type Part = Pick<Project, 'graph' | 'training'>;

const known = new WeakMap<Part['graph'], { readonly training: Part['training']; readonly plain: Part }>();

/**
 * The project as training and export see it: its graph expanded, and what the settings say of a placed block said of all the layers
 * in it. A project without blocks and muted nodes is its own.
 */
export function plainProject<Given extends Part>(project: Given): Given {
  const { graph, training } = project;
  const expansion = expandGraph(graph);
  if (expansion.graph === graph) return project;
  const last = known.get(graph);
  // Only these two change, so what is remembered of them serves whatever else the project holds.
  if (last?.training === training) return { ...project, ...last.plain };
  const plain = { graph: expansion.graph, training: plainTraining(training, expansion) };
  known.set(graph, { training, plain });
  return { ...project, ...plain };
}

function plainTraining(
  training: Part['training'],
  { graph, origins, outputs }: ReturnType<typeof expandGraph>,
): Part['training'] {
  const inside = new Map<NodeId, NodeId[]>();
  for (const { id } of graph.nodes) {
    const [outermost] = origins.get(id) ?? [];
    if (outermost === undefined) continue;
    const ids = inside.get(outermost);
    if (ids) ids.push(id);
    else inside.set(outermost, [id]);
  }
  const isKnown = new Set(graph.nodes.map(({ id }) => id));
  const owners = new Map(graph.nodes.flatMap(({ id, sharesWith }) => (sharesWith ? [[id, sharesWith] as const] : [])));
  // A muted node has an output, that of another, and nothing inside; an unknown one stays as it is, and is reported.
  const layersOf = (id: NodeId): readonly NodeId[] =>
    inside.get(id) ?? (isKnown.has(id) || !outputs.has(id) ? [id] : []);
  // Whichever of its uses is named, a layer is meant as a whole.
  const layersOfAll = (nodes: readonly NodeId[]): NodeId[] => [
    ...new Set(nodes.flatMap(layersOf).map(id => owners.get(id) ?? id)),
  ];
  const plainSet = (set: TrainableSet): TrainableSet =>
    set.which === 'all' ? set : { ...set, nodes: layersOfAll(set.nodes) };
  return {
    ...training,
    stages: training.stages.map(stage => ({
      ...stage,
      trainable: plainSet(stage.trainable),
      rates: stage.rates.map(group => ({ ...group, nodes: layersOfAll(group.nodes) })),
    })),
    ...(training.outputs
      ? {
          outputs: training.outputs.map(settings => ({
            ...settings,
            node: outputs.get(settings.node) ?? settings.node,
          })),
        }
      : {}),
  };
}
