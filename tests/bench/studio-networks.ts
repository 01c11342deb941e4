import { layeredLayout } from '#shared/layout/layered-layout';
import { emptyProject, type Project } from '#shared/project/project';
import { Network } from '#shared/templates/network';

/** A residual network of about so many nodes, laid out. */
export function residualProject(nodes: number): Project {
  const network = new Network();
  let last = network.input(64, 64, 8);
  let size = 1;
  // A block, and the three layers after the last one.
  for (; size + 7 + 3 <= nodes; size += 7) {
    const skip = last;
    for (const _ of ['first', 'second']) {
      last = network.add('conv2d', { filters: 8, padding: 'same', useBias: false }, last);
      last = network.add('batchNormalization', {}, last);
      last = network.add('activation', {}, last);
    }
    last = network.add('add', {}, [last, skip]);
  }
  last = network.add('globalAveragePooling2d', {}, last);
  for (; size + 2 < nodes; size++) last = network.add('dropout', {}, last);
  network.add('dense', { units: 10, activation: 'softmax' }, last);
  const { graph } = network;
  return { ...emptyProject(`${graph.nodes.length} layers`), graph, layout: layeredLayout(graph) };
}
