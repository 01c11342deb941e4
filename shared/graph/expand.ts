import type { LayerProblem } from '../problems/problem';
import {
  BLOCK,
  BLOCK_INPUT,
  BLOCK_OUTPUT,
  blockInputs,
  blockOf,
  MOST_DEPTH,
  paramsSchemaOf,
  repeatOf,
  whyNotMute,
} from './block';
import { type Block, edgeId, type Graph, type GraphEdge, type GraphNode, type NodeId } from './graph';
import { fittingId } from './node-ids';
import { layerNode, type Params } from './plain-node';
import { type ShareProblem, whyNotShare } from './sharing';

/** The ids that lead to a node: that of a placed block, of one placed inside, … and its own. */
export type NodePath = readonly NodeId[];

/** What is wrong with blocks, muted nodes and layers used several times themselves. */
export type BlockProblem =
  | { readonly code: 'block/unknown'; readonly block: NodeId | null }
  /** @see `blocks`: the way from a block to itself. */
  | { readonly code: 'block/cycle'; readonly blocks: readonly NodeId[] }
  | { readonly code: 'block/no-output' }
  | { readonly code: 'block/too-large'; readonly limit: number }
  | { readonly code: 'block/no-param'; readonly name: string; readonly node: NodeId; readonly param: string }
  | { readonly code: 'graph/missing-input'; readonly port: string; readonly connected: number; readonly needed: number }
  | { readonly code: 'mute/refused'; readonly why: string }
  | ShareProblem
  | Extract<LayerProblem, { code: 'param/invalid' }>;

/** A graph of layers alone, and how it hangs together with the one it comes from. */
export interface Expansion {
  /**
   * Without blocks and muted nodes; a node that shares its weights has the parameters of the one that owns them. The same object
   * where there was none of all that.
   */
  readonly graph: Graph;
  /** Where each of its nodes comes from; in copies of a repeated block the paths are the same. */
  readonly origins: ReadonlyMap<NodeId, NodePath>;
  /**
   * By path, joined with `/`: the node of the plain graph that puts out what the node at the path does. For a node in a repeated
   * block it is the one of the first copy, for the placed block as a whole that of the last.
   */
  readonly outputs: ReadonlyMap<string, NodeId>;
  readonly problems: readonly { readonly path: NodePath; readonly cause: BlockProblem }[];
  /** Nodes to which something is missing because a block around them, or a muted node before them, lacks it: said there. */
  readonly starved: ReadonlySet<NodeId>;
  /** By the path of a placed block, joined with `/`: how many copies of its contents there are; one where it is absent. */
  readonly copies: ReadonlyMap<string, number>;
}

/** More would be a slip of the hand: a block repeated in a block repeated in a block. */
const MOST_NODES = 5000;

const known = new WeakMap<Graph, Expansion>();

/**
 * The graph with every placed block replaced by its contents, once for each repetition, and without its muted nodes. A block's first
 * input goes through the copies one after another, its other inputs go to each of them. Inner nodes are named after the placed block,
 * the copy (where there are several) and themselves: `residual_1_2_conv2d_1`. The same graph gives the same object.
 */
export function expandGraph(graph: Graph): Expansion {
  const before = known.get(graph);
  if (before) return before;
  const isPlain =
    !graph.blocks &&
    graph.nodes.every(({ type, muted, sharesWith }) => type !== BLOCK && !muted && sharesWith === undefined);
  const expansion = isPlain ? plain(graph) : new Expander(graph).expand();
  known.set(graph, expansion);
  // What is plain already is its own expansion.
  if (!isPlain) known.set(expansion.graph, plain(expansion.graph));
  return expansion;
}

function plain(graph: Graph): Expansion {
  return {
    graph,
    origins: new Map(graph.nodes.map(({ id }) => [id, [id]])),
    outputs: new Map(graph.nodes.map(({ id }) => [id, id])),
    problems: [],
    starved: new Set(),
    copies: new Map(),
  };
}

export const pathKey = (path: NodePath): string => path.join('/');

/** One graph, or one copy of a block's, with what its nodes have become. */
interface Level {
  readonly index: number;
  readonly path: NodePath;
  readonly nodes: ReadonlyMap<NodeId, GraphNode>;
  readonly edges: readonly GraphEdge[];
  /** Layers that are part of the plain graph, by their ids at this level. */
  readonly ids: Map<NodeId, NodeId>;
  /** The copies of each placed block. */
  readonly copies: Map<NodeId, readonly Level[]>;
  readonly muted: Set<NodeId>;
  readonly within: Pick<Within, 'frozen' | 'overrides'>;
  /** What arrives at one of the block's inputs. */
  input(port: NodeId, asked: Asked): NodeId | undefined;
}

/** The nodes through which one asks what arrives: those that pass it on may lie in a ring. */
type Asked = Set<string>;

interface Within {
  readonly path: NodePath;
  /** What the ids inside begin with. */
  readonly prefix: string;
  readonly frozen: boolean;
  /** The blocks around, the outermost first. */
  readonly around: readonly NodeId[];
  readonly overrides: ReadonlyMap<NodeId, Params>;
  input: Level['input'];
}

class Expander {
  readonly #graph: Graph;
  readonly #nodes: GraphNode[] = [];
  readonly #edges: GraphEdge[] = [];
  readonly #levels: Level[] = [];
  readonly #taken: Set<NodeId>;
  readonly #origins = new Map<NodeId, NodePath>();
  readonly #outputs = new Map<string, NodeId>();
  readonly #starved = new Set<NodeId>();
  readonly #copies = new Map<string, number>();
  readonly #problems = new Map<string, Expansion['problems'][number]>();
  #full = false;

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#taken = new Set(graph.nodes.map(({ id }) => id));
  }

  expand(): Expansion {
    const none = { path: [], prefix: '', frozen: false, around: [], overrides: new Map() };
    this.#place(this.#graph, { ...none, input: () => undefined });
    for (const level of this.#levels) this.#share(level);
    for (const level of this.#levels) this.#wire(level);
    return {
      graph: { nodes: this.#nodes, edges: this.#edges },
      origins: this.#origins,
      outputs: this.#outputs,
      problems: [...this.#problems.values()],
      starved: this.#starved,
      copies: this.#copies,
    };
  }

  /** Of the copies of a repeated block the same is said once. */
  #report(path: NodePath, cause: BlockProblem): void {
    const key = `${pathKey(path)} ${JSON.stringify(cause)}`;
    if (!this.#problems.has(key)) this.#problems.set(key, { path, cause });
  }

  #place({ nodes, edges }: Pick<Graph, 'nodes' | 'edges'>, within: Within): Level {
    const level: Level = {
      index: this.#levels.length,
      path: within.path,
      nodes: new Map(nodes.map(node => [node.id, node])),
      edges,
      ids: new Map(),
      copies: new Map(),
      muted: new Set(),
      within,
      input: within.input,
    };
    this.#levels.push(level);
    const key = pathKey(within.path);
    this.#copies.set(key, (this.#copies.get(key) ?? 0) + 1);
    for (const node of nodes) this.#placeNode(node, level, within);
    return level;
  }

  #placeNode(node: GraphNode, level: Level, within: Within): void {
    const path = [...within.path, node.id];
    if (within.path.length > 0 && (node.type === BLOCK_INPUT || node.type === BLOCK_OUTPUT)) return;
    const wrong = whyNotShare(level.nodes, node);
    if (wrong) this.#report(path, wrong);
    if (node.muted) {
      const why = whyNotMute(this.#graph, node);
      if (why === null) {
        level.muted.add(node.id);
        const isFed = level.edges.some(({ to }) => to === node.id);
        if (!isFed) this.#report(path, { code: 'graph/missing-input', port: 'input', connected: 0, needed: 1 });
        return;
      }
      this.#report(path, { code: 'mute/refused', why });
    }
    if (node.type === BLOCK) {
      level.copies.set(node.id, this.#placeBlock(node, level, within));
      return;
    }
    if (this.#nodes.length >= MOST_NODES) {
      if (!this.#full) this.#report(path.slice(0, 1), { code: 'block/too-large', limit: MOST_NODES });
      this.#full = true;
      return;
    }
    const overrides = within.overrides.get(node.id);
    const isOuter = within.path.length === 0;
    const id = isOuter ? node.id : fittingId(`${within.prefix}${node.id}`, this.#taken);
    this.#taken.add(id);
    level.ids.set(node.id, id);
    this.#origins.set(id, path);
    this.#nodes.push(layerNode(node, { id, overrides, frozen: within.frozen }));
  }

  /** Gives the uses of each layer of a level its owner's parameters. Where that is muted, the first that is not owns the weights. */
  #share({ nodes, ids, within }: Level): void {
    const uses = new Map<NodeId, NodeId[]>();
    for (const node of nodes.values()) {
      if (node.sharesWith === undefined || whyNotShare(nodes, node)) continue;
      uses.set(node.sharesWith, [...(uses.get(node.sharesWith) ?? [node.sharesWith]), node.id]);
    }
    for (const [id, all] of uses) {
      const owner = nodes.get(id);
      const [first, ...others] = all.flatMap(use => ids.get(use) ?? []);
      if (!owner || first === undefined) continue;
      const given = { overrides: within.overrides.get(id), frozen: within.frozen };
      this.#replace(layerNode(owner, { ...given, id: first }));
      for (const other of others) this.#replace(layerNode(owner, { ...given, id: other, sharesWith: first }));
    }
  }

  #replace(node: GraphNode): void {
    const index = this.#nodes.findIndex(({ id }) => id === node.id);
    this.#nodes[index] = node;
  }

  #placeBlock(node: GraphNode, level: Level, within: Within): readonly Level[] {
    const path = [...within.path, node.id];
    const block = blockOf(this.#graph, node);
    const { block: id = null } = node;
    if (!block || id === null) {
      this.#report(path, { code: 'block/unknown', block: id });
      return [];
    }
    if (within.around.includes(id) || within.around.length >= MOST_DEPTH) {
      this.#report(path, { code: 'block/cycle', blocks: [...within.around.slice(within.around.indexOf(id)), id] });
      return [];
    }
    const given: Params = { ...node.params, ...within.overrides.get(node.id) };
    if (!this.#checkBlock(node, block, given, level)) return [];
    const overrides = overridesOf(block.params, given);
    const [chained] = blockInputs(block);
    const count = repeatOf({ params: given });
    const copies: Level[] = [];
    for (let copy = 0; copy < count && !this.#full; copy++) {
      const input: Level['input'] = (port, asked) => {
        const last = copies[copy - 1];
        if (last && port === chained) return this.#outputOf(last, asked);
        const edge = level.edges.find(candidate => candidate.to === node.id && candidate.port === port);
        return edge && this.#source(level, edge.from, asked);
      };
      copies.push(
        this.#place(block, {
          path,
          prefix: `${within.prefix}${node.id}_${count > 1 ? `${copy + 1}_` : ''}`,
          frozen: within.frozen || node.trainable === false,
          around: [...within.around, id],
          overrides,
          input,
        }),
      );
    }
    return copies;
  }

  /** Reports what is wrong with a placed block. @returns whether its contents can stand in its place */
  #checkBlock(node: GraphNode, block: Block, given: Params, { path: above, edges }: Level): boolean {
    const path = [...above, node.id];
    const parsed = paramsSchemaOf(this.#graph, node)?.safeParse(given);
    if (parsed?.success === false) {
      const [issue] = parsed.error.issues;
      const param = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
      this.#report(path, { code: 'param/invalid', param: String(param ?? ''), message: issue?.message ?? 'not valid' });
      return false;
    }
    for (const port of blockInputs(block)) {
      const isFed = edges.some(edge => edge.to === node.id && edge.port === port);
      if (!isFed) this.#report(path, { code: 'graph/missing-input', port, connected: 0, needed: 1 });
    }
    for (const [name, targets] of Object.entries(block.params)) {
      for (const { node: inner, param } of targets) {
        const target = block.nodes.find(({ id }) => id === inner);
        const takes = target && paramsSchemaOf(this.#graph, target)?.shape[param];
        if (!takes) this.#report(path, { code: 'block/no-param', name, node: inner, param });
      }
    }
    return true;
  }

  /** The node of the plain graph that puts out what a node of a level does. */
  #source(level: Level, id: NodeId, asked: Asked): NodeId | undefined {
    const own = level.ids.get(id);
    if (own !== undefined) return own;
    const key = `${level.index} ${id}`;
    if (asked.has(key)) return undefined;
    asked.add(key);
    const node = level.nodes.get(id);
    if (node?.type === BLOCK_INPUT) return level.input(id, asked);
    if (level.muted.has(id)) {
      const first = level.edges.find(({ to }) => to === id);
      return first && this.#source(level, first.from, asked);
    }
    // Inside a block its output is what arrives there.
    if (node?.type === BLOCK_OUTPUT && level.path.length > 0) {
      const arriving = level.edges.find(({ to }) => to === id);
      return arriving && this.#source(level, arriving.from, asked);
    }
    const last = level.copies.get(id)?.at(-1);
    return last && this.#outputOf(last, asked);
  }

  #outputOf(level: Level, asked: Asked): NodeId | undefined {
    const end = [...level.nodes.values()].find(({ type }) => type === BLOCK_OUTPUT);
    const edge = end && level.edges.find(({ to }) => to === end.id);
    if (!edge) this.#report(level.path, { code: 'block/no-output' });
    return edge && this.#source(level, edge.from, asked);
  }

  #noteOutputs(level: Level): void {
    for (const id of level.nodes.keys()) {
      const key = pathKey([...level.path, id]);
      const output = this.#outputs.has(key) ? undefined : this.#source(level, id, new Set());
      if (output !== undefined) this.#outputs.set(key, output);
    }
  }

  #wire(level: Level): void {
    const isOuter = level.path.length === 0;
    this.#noteOutputs(level);
    const seen = new Set<string>();
    const made = new Set<string>();
    for (const edge of level.edges) {
      const to = level.ids.get(edge.to);
      if (to === undefined) {
        // An edge to nowhere is said where the plain graph is looked at.
        if (isOuter && !level.nodes.has(edge.to)) this.#edges.push(edge);
        continue;
      }
      const from = level.nodes.has(edge.from) ? this.#source(level, edge.from, new Set()) : edge.from;
      if (from === undefined) {
        this.#starved.add(to);
        continue;
      }
      const next = from === edge.from && to === edge.to ? edge : { ...edge, from, to };
      // What two ways led to may come twice now, as in an Add around a muted layer; two equal edges of the user's are a mistake.
      const doubled = made.has(edgeId(next)) && !seen.has(edgeId(edge));
      this.#edges.push(...(doubled ? this.#detour(level, next) : [next]));
      seen.add(edgeId(edge));
      made.add(edgeId(next));
    }
  }

  /** A second edge between the same two nodes, led over a layer that changes nothing. */
  #detour(level: Level, { from, to, port }: GraphEdge): readonly GraphEdge[] {
    const id = fittingId(`${to}_through`, this.#taken);
    this.#taken.add(id);
    this.#origins.set(id, this.#origins.get(to) ?? level.path);
    this.#nodes.push({ id, type: 'activation', params: { activation: 'linear' } });
    return [
      { from, to: id, port: 'input' },
      { from: id, to, port },
    ];
  }
}

/** What the values given to a placed block mean for its nodes. */
function overridesOf(
  shown: Readonly<Record<string, readonly { node: NodeId; param: string }[]>>,
  given: Params,
): ReadonlyMap<NodeId, Params> {
  const overrides = new Map<NodeId, Params>();
  for (const [name, targets] of Object.entries(shown)) {
    const value = given[name];
    if (value === undefined) continue;
    for (const { node, param } of targets) overrides.set(node, { ...overrides.get(node), [param]: value });
  }
  return overrides;
}
