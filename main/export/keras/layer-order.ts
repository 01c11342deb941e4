import type { NodeId } from '#shared/graph/graph';
import type { TrainedNetwork, TrainedNode } from '../network';

/**
 * The nodes in the order of `model.layers` of the Keras model: weight files number the layers of a class in that order.
 * As Keras does it (`map_graph` in keras/src/ops/function.py): by the longest way to an output, the farthest first; those
 * equally far in the order in which a depth-first walk from the outputs meets them. None of these feeds another, so that is
 * also the order in which the walk leaves them.
 */
export function kerasLayerOrder({ nodes, outputs }: TrainedNetwork): readonly TrainedNode[] {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const met = new Set<NodeId>();
  const inputsFirst: TrainedNode[] = [];
  const visit = (id: NodeId): void => {
    const node = byId.get(id);
    if (!node || met.has(id)) return;
    met.add(id);
    for (const input of node.inputs) visit(input.id);
    inputsFirst.push(node);
  };
  for (const output of outputs) visit(output);

  const distances = new Map<NodeId, number>();
  const distance = (id: NodeId): number => distances.get(id) ?? 0;
  for (const { id, inputs } of [...inputsFirst].reverse()) {
    for (const input of inputs) distances.set(input.id, Math.max(distance(id) + 1, distance(input.id)));
  }
  return inputsFirst.sort((a, b) => distance(b.id) - distance(a.id));
}
