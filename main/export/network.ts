import type { NodeId } from '#shared/graph/graph';
import type { Shape } from '#shared/graph/shape';
import { incoming } from '#shared/graph/topology';
import type { LayerDefinition, WeightSpec } from '#shared/layers/define';
import { checkProject } from '#shared/project/check';
import { plainProject } from '#shared/project/plain';
import type { NamedTensor, TrainedModel } from '../model/trained-model';

export interface TrainedWeight extends NamedTensor {
  readonly trainable: WeightSpec['trainable'];
  readonly kerasPart: string;
}

export interface TrainedNode {
  readonly id: NodeId;
  /** The node whose layer it is a use of: itself, unless it shares its weights. */
  readonly owner: NodeId;
  /** Which use of the layer it is, from 0, in the order of computation: the index of its node in Keras. */
  readonly use: number;
  readonly layer: LayerDefinition;
  /** As in the project; what is left out has the layer's default. */
  readonly params: unknown;
  /** Whether the project lets it learn. */
  readonly trainable: boolean;
  /** The nodes whose outputs arrive, in port order, with those outputs' shapes. */
  readonly inputs: readonly Arriving[];
  readonly output: Shape;
  /** In Keras's `get_weights` order; none where it shares those of another node. */
  readonly weights: readonly TrainedWeight[];
}

/** What arrives at a node: from where, with the shape of one batch. */
export interface Arriving extends Pick<TrainedNode, 'id' | 'owner' | 'use'> {
  readonly shape: Shape;
}

/** A trained model as the writers need it: each node with its layer, its inputs and its weights. */
export interface TrainedNetwork {
  /** In the order of computation, at least one each. */
  readonly inputs: readonly NodeId[];
  readonly outputs: readonly NodeId[];
  /** Every node after all the nodes that feed it. */
  readonly nodes: readonly TrainedNode[];
}

/** The samples are whole numbers from 0 below this one, where a layer of the network looks values up by them. */
export function indexCount(nodes: readonly Pick<TrainedNode, 'layer' | 'params'>[]): number | undefined {
  const counts = nodes.flatMap(({ layer, params }) => layer.indexCount(params) ?? []);
  return counts.length > 0 ? Math.min(...counts) : undefined;
}

/** Joins graph and weights. Throws where the two do not fit, or the graph could not have been trained: a bug, not the user's. */
export function trainedNetwork({ project, weights }: TrainedModel): TrainedNetwork {
  const { order, nodes: analyses, inputs, outputs } = checkProject(project);
  if (inputs.length === 0 || outputs.length === 0) throw new Error('A trained network has an Input and an output.');
  const byName = new Map(weights.map(weight => [weight.name, weight]));
  const edgesInto = incoming(plainProject(project).graph);
  const uses = usesIn(order, id => analyses.get(id)?.node.sharesWith ?? id);
  const placeOf = (id: NodeId) => ({ owner: analyses.get(id)?.node.sharesWith ?? id, use: uses.get(id) ?? 0 });
  const nodes = order.map((id): TrainedNode => {
    const { node, layer, inputs: shapes = [], analysis } = analyses.get(id) ?? {};
    if (!node || !layer || !analysis) throw new Error(`Node ${id} of a trained network is in error.`);
    const edges = layer.ports.flatMap(port => (edgesInto.get(id) ?? []).filter(edge => edge.port === port.name));
    return {
      id,
      ...placeOf(id),
      layer,
      params: node.params,
      trainable: node.trainable !== false,
      inputs: edges.map((edge, index) => ({ id: edge.from, ...placeOf(edge.from), shape: shapes[index] ?? [] })),
      output: analysis.output,
      weights: analysis.weights.map(spec => ({
        ...findWeight(byName, id, spec),
        trainable: spec.trainable && node.trainable !== false,
        kerasPart: spec.kerasPart ?? '',
      })),
    };
  });
  return { inputs: inputs.map(end => end.node), outputs: outputs.map(end => end.node), nodes };
}

/** How many uses of its layer come before each node. */
function usesIn(order: readonly NodeId[], ownerOf: (id: NodeId) => NodeId): ReadonlyMap<NodeId, number> {
  const counts = new Map<NodeId, number>();
  return new Map(
    order.map(id => {
      const owner = ownerOf(id);
      const count = counts.get(owner) ?? 0;
      counts.set(owner, count + 1);
      return [id, count] as const;
    }),
  );
}

function findWeight(byName: ReadonlyMap<string, NamedTensor>, node: NodeId, { name, shape }: WeightSpec): NamedTensor {
  const weight = byName.get(`${node}/${name}`);
  if (!weight) throw new Error(`The trained network lacks the weight ${node}/${name}.`);
  if (weight.shape.join() !== shape.join()) {
    throw new Error(`Weight ${weight.name} has the shape [${weight.shape.join()}], expected [${shape.join()}].`);
  }
  return weight;
}
