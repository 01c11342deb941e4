import type { Graph, GraphNode } from '#shared/graph/graph';
import type { Shape } from '#shared/graph/shape';
import { layers } from '#shared/layers/catalogue';

export const node = (id: string, type: string, params: GraphNode['params'] = {}): GraphNode => ({ id, type, params });
export const chain = (...ids: string[]) => ids.slice(1).map((to, i) => ({ from: ids[i] ?? '', to, port: 'input' }));

/** The layer between a Dense that makes its input learnable and one that classifies what it puts out. */
export function aroundLayer(type: string, inputs: readonly Shape[], params: GraphNode['params']): Graph {
  const layer = layers.get(type);
  const end = [
    node('layer', type, params),
    node('flat', 'flatten'),
    node('out', 'dense', { units: 3, activation: 'softmax' }),
  ];
  if (layer?.indexCount(params) !== undefined) {
    const shape = (inputs[0] ?? []).slice(1).map(dim => dim ?? 1);
    return { nodes: [node('in', 'input', { shape }), ...end], edges: chain('in', 'layer', 'flat', 'out') };
  }
  const nodes = [node('in', 'input', { shape: [6] })];
  const edges = [];
  for (const [i, shape] of inputs.entries()) {
    const size = shape.slice(1).reduce<number>((product, dim) => product * (dim ?? 1), 1);
    nodes.push(node(`dense-${i}`, 'dense', { units: size }));
    nodes.push(node(`shape-${i}`, 'reshape', { targetShape: shape.slice(1).map(dim => dim ?? 1) }));
    edges.push(...chain('in', `dense-${i}`, `shape-${i}`));
    edges.push({ from: `shape-${i}`, to: 'layer', port: layer?.ports[i]?.name ?? 'input' });
  }
  return { nodes: [...nodes, ...end], edges: [...edges, ...chain('layer', 'flat', 'out')] };
}

/** The samples of all layers that take something: type, shapes of the inputs, parameters. */
export const layerCases = [...layers.values()]
  .filter(layer => layer.ports.length > 0)
  .flatMap(layer =>
    layer.samples.map(
      // A sample's parameters are JSON, as those of a node are.
      ({ inputs, params }) => [layer.type, inputs, JSON.parse(JSON.stringify(params)) as GraphNode['params']] as const,
    ),
  );
