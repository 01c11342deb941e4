import type { NodeId } from '#shared/graph/graph';
import type { TrainedNetwork, TrainedNode } from '../network';

/**
 * The nodes in the order of `model.layers` of the Keras model: weight files number the layers of a class in that order.
 * As Keras does it (`map_graph` in keras/src/ops/function.py): by the longest way to the output, the farthest first;
 * those equally far in the order in which a depth-first walk from the output meets them.
 */
export function kerasLayerOrder({ nodes, output }: TrainedNetwork): readonly TrainedNode[] {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const met = new Map<NodeId, number>();
  const inputsFirst: TrainedNode[] = [];
  const visit = (id: NodeId): void => {
    const node = byId.get(id);
    if (!node || met.has(id)) return;
    met.set(id, met.size);
    for (const input of node.inputs) visit(input.id);
    inputsFirst.push(node);
  };
  visit(output);

  const distance = new Map<NodeId, number>([[output, 0]]);
  for (const { id, inputs } of [...inputsFirst].reverse()) {
    const next = (distance.get(id) ?? 0) + 1;
    for (const input of inputs) distance.set(input.id, Math.max(next, distance.get(input.id) ?? 0));
  }
  const of = (from: ReadonlyMap<NodeId, number>, node: TrainedNode): number => from.get(node.id) ?? 0;
  return inputsFirst.sort((a, b) => of(distance, b) - of(distance, a) || of(met, a) - of(met, b));
}
