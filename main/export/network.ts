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
  readonly layer: LayerDefinition;
  /** As in the project; what is left out has the layer's default. */
  readonly params: unknown;
  /** Whether the project lets it learn. */
  readonly trainable: boolean;
  /** The nodes whose outputs arrive, in port order, with those outputs' shapes. */
  readonly inputs: readonly { readonly id: NodeId; readonly shape: Shape }[];
  readonly output: Shape;
  /** In Keras's `get_weights` order. */
  readonly weights: readonly TrainedWeight[];
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
  const nodes = order.map((id): TrainedNode => {
    const { node, layer, inputs: shapes = [], analysis } = analyses.get(id) ?? {};
    if (!node || !layer || !analysis) throw new Error(`Node ${id} of a trained network is in error.`);
    const edges = layer.ports.flatMap(port => (edgesInto.get(id) ?? []).filter(edge => edge.port === port.name));
    return {
      id,
      layer,
      params: node.params,
      trainable: node.trainable !== false,
      inputs: edges.map((edge, index) => ({ id: edge.from, shape: shapes[index] ?? [] })),
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

function findWeight(byName: ReadonlyMap<string, NamedTensor>, node: NodeId, { name, shape }: WeightSpec): NamedTensor {
  const weight = byName.get(`${node}/${name}`);
  if (!weight) throw new Error(`The trained network lacks the weight ${node}/${name}.`);
  if (weight.shape.join() !== shape.join()) {
    throw new Error(`Weight ${weight.name} has the shape [${weight.shape.join()}], expected [${shape.join()}].`);
  }
  return weight;
}
