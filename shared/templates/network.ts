import { BLOCK, BLOCK_INPUT, BLOCK_OUTPUT } from '../graph/block';
import { type Block, freshNodeId, type Graph, type GraphEdge, type GraphNode, type NodeId } from '../graph/graph';
import { layers } from '../layers/catalogue';
import { layeredLayout } from '../layout/layered-layout';

export type LayerParams = GraphNode['params'];

/** Draws a network layer by layer. Names are Keras's own where the network is one of its applications, so that weights find their place. */
export class Network {
  readonly #nodes: GraphNode[] = [];
  readonly #edges: GraphEdge[] = [];
  readonly #blocks: Record<NodeId, Block> = {};
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
    this.#nodes.push({ id, type, params });
    const ports = layers.get(type)?.ports ?? [];
    for (const [index, source] of (typeof from === 'string' ? [from] : from).entries()) {
      const port = (ports[index] ?? ports[0])?.name ?? 'input';
      this.#edges.push({ from: source, to: id, port });
    }
    return id;
  }

  /**
   * Places a block, and draws what lies in it.
   * @param id what it is called: the placed one has a number behind that
   * @param repeat how many copies follow one another
   */
  block(
    id: NodeId,
    title: string,
    from: NodeId,
    repeat: number,
    draw: (inside: Network, input: NodeId) => NodeId,
  ): NodeId {
    const inside = new Network();
    const output = draw(inside, inside.add(BLOCK_INPUT, {}, [], 'input'));
    inside.add(BLOCK_OUTPUT, {}, output, 'output');
    const { nodes, edges, blocks } = inside.graph;
    Object.assign(this.#blocks, blocks);
    this.#blocks[id] = { title, nodes, edges, params: {}, layout: layeredLayout(inside.graph) };
    const placed = freshNodeId(id, this.#taken);
    this.#taken.add(placed);
    this.#nodes.push({ id: placed, type: BLOCK, params: { repeat }, block: id });
    this.#edges.push({ from, to: placed, port: 'input' });
    return placed;
  }

  input(...shape: number[]): NodeId {
    return this.add('input', { shape }, []);
  }

  get graph(): Graph {
    const graph = { nodes: this.#nodes, edges: this.#edges };
    return Object.keys(this.#blocks).length > 0 ? { ...graph, blocks: this.#blocks } : graph;
  }
}
