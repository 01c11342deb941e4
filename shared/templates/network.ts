import { freshNodeId, type Graph, type GraphNode, type NodeId } from '../graph/graph';
import { layers } from '../layers/catalogue';

export type LayerParams = GraphNode['params'];

/** Draws a network layer by layer. Names are Keras's own where the network is one of its applications, so that weights find their place. */
export class Network {
  readonly #graph: Graph = { nodes: [], edges: [] };
  readonly #taken = new Set<NodeId>();

  /**
   * Adds a layer.
   * @param from the layers that feed its port, in order; where it has several ports, one for each
   * @param name its id; without it the next free one of its type
   */
  add(type: string, params: LayerParams, from: NodeId | readonly NodeId[], name?: NodeId): NodeId {
    const id = name ?? freshNodeId(type, this.#taken);
    if (this.#taken.has(id)) throw new Error(`The template names two layers ${id}.`);
    this.#taken.add(id);
    this.#graph.nodes.push({ id, type, params });
    const ports = layers.get(type)?.ports ?? [];
    for (const [index, source] of (typeof from === 'string' ? [from] : from).entries()) {
      const port = (ports[index] ?? ports[0])?.name ?? 'input';
      this.#graph.edges.push({ from: source, to: id, port });
    }
    return id;
  }

  input(...shape: number[]): NodeId {
    return this.add('input', { shape }, []);
  }

  get graph(): Graph {
    return this.#graph;
  }
}
