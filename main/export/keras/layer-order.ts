import type { NodeId } from '#shared/graph/graph';
import type { TrainedNetwork, TrainedNode } from '../network';

/**
 * The layers in the order of `model.layers` of the Keras model, each as the node that owns its weights: weight files number the
 * layers of a class in that order. As Keras does it (`map_graph` in keras/src/ops/function.py): by the longest way to an output, the
 * farthest first, where a use of a layer counts as far as its farthest; those equally far in the order in which a depth-first walk
 * from the outputs meets them.
 */
export function kerasLayerOrder({ nodes, outputs }: TrainedNetwork): readonly TrainedNode[] {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const entered = new Set<NodeId>();
  const met = new Set<NodeId>();
  const inputsFirst: TrainedNode[] = [];
  const visit = (id: NodeId): void => {
    const node = byId.get(id);
    if (!node || entered.has(id)) return;
    entered.add(id);
    met.add(node.owner);
    for (const input of node.inputs) visit(input.id);
    inputsFirst.push(node);
  };
  for (const output of outputs) visit(output);

  const distances = new Map<NodeId, number>();
  const ofLayers = new Map<NodeId, number>();
  for (const { id, owner, inputs } of [...inputsFirst].reverse()) {
    const distance = Math.max(distances.get(id) ?? 0, ofLayers.get(owner) ?? 0);
    ofLayers.set(owner, distance);
    for (const input of inputs) distances.set(input.id, Math.max(distance + 1, distances.get(input.id) ?? 0));
  }
  const far = (owner: NodeId): number => ofLayers.get(owner) ?? 0;
  return [...met].sort((a, b) => far(b) - far(a)).flatMap(owner => byId.get(owner) ?? []);
}
