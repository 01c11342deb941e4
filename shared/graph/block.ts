import { z } from 'zod';
import { layers } from '../layers/catalogue';
import { ONE_INPUT, type Port } from '../layers/define';
import type { Block, Graph, GraphNode, NodeId } from './graph';

/** The types of nodes that are no layers: a placed block, and inside one where data comes in and goes out. */
export const BLOCK = 'block';
export const BLOCK_INPUT = 'blockInput';
export const BLOCK_OUTPUT = 'blockOutput';

/** How often a placed block may follow upon itself. */
const MOST_REPEATS = 100;

/** How deep blocks may lie in one another. */
export const MOST_DEPTH = 16;

/** Whether a node is one of a block's ends: it stands inside a block, and nowhere else. */
export const isBlockEnd = ({ type }: Pick<GraphNode, 'type'>): boolean => type === BLOCK_INPUT || type === BLOCK_OUTPUT;

/** The block that a node places; absent where it places none, or one that does not exist. */
export const blockOf = ({ blocks }: Pick<Graph, 'blocks'>, node: GraphNode): Block | undefined =>
  node.type === BLOCK && node.block !== undefined ? blockById(blocks, node.block) : undefined;

/** An id may well be that of a property which every object has. */
export const blockById = (blocks: Graph['blocks'], id: NodeId): Block | undefined =>
  blocks && Object.hasOwn(blocks, id) ? blocks[id] : undefined;

export const blockInputs = (block: Block): readonly NodeId[] =>
  block.nodes.flatMap(({ id, type }) => (type === BLOCK_INPUT ? [id] : []));

/** How often a placed block follows upon itself. */
export const repeatOf = ({ params: { repeat } }: Pick<GraphNode, 'params'>): number =>
  typeof repeat === 'number' ? repeat : 1;

/** What a node is, for people: its layer's title, or its block's. */
export function titleOf(graph: Pick<Graph, 'blocks'>, node: GraphNode): string {
  if (node.type === BLOCK_INPUT) return 'Block input';
  if (node.type === BLOCK_OUTPUT) return 'Block output';
  if (node.type === BLOCK) return blockOf(graph, node)?.title ?? 'Unknown block';
  return layers.get(node.type)?.title ?? node.type;
}

/** The places where edges arrive at a node, in order; absent where its layer or block is not known. */
export function portsOf(graph: Pick<Graph, 'blocks'>, node: GraphNode): readonly Port[] | undefined {
  if (node.type === BLOCK_INPUT) return [];
  if (node.type === BLOCK_OUTPUT) return ONE_INPUT;
  if (node.type !== BLOCK) return layers.get(node.type)?.ports;
  const block = blockOf(graph, node);
  return block && blockInputs(block).map(name => ({ name, many: false }));
}

const Repeat = z.int().min(1).max(MOST_REPEATS).default(1).meta({
  title: 'Repeat',
  description:
    'How many copies follow one another. Each has weights of its own and takes what the one before puts out.',
  unit: 'copies',
});

/** What can be set on a node; for a placed block how often it is repeated, and the parameters that it shows. */
export function paramsSchemaOf(graph: Pick<Graph, 'blocks'>, node: GraphNode): z.ZodObject | undefined {
  const block = blockOf(graph, node);
  if (!block) return node.type === BLOCK ? undefined : layers.get(node.type)?.params;
  const shown = Object.keys(block.params).flatMap(name => {
    const schema = shownSchema(graph, block, name, 0);
    return schema ? [[name, schema] as const] : [];
  });
  return z.strictObject({ repeat: Repeat, ...Object.fromEntries(shown) });
}

/** A block in a block in a block … may show a parameter outwards; a file where this goes in circles shows none. */
function shownSchema(graph: Pick<Graph, 'blocks'>, block: Block, name: string, depth: number): z.ZodType | undefined {
  for (const target of block.params[name] ?? []) {
    const node = block.nodes.find(({ id }) => id === target.node);
    const inner = node && blockOf(graph, node);
    if (inner && depth < MOST_DEPTH) {
      const schema = target.param === 'repeat' ? Repeat : shownSchema(graph, inner, target.param, depth + 1);
      if (schema) return schema;
    }
    const schema = node && layers.get(node.type)?.params.shape[target.param];
    if (schema instanceof z.ZodType) return schema;
  }
  return undefined;
}

/** The way from one block to another through the blocks placed inside, both ends included; absent where there is none. */
export function wayBetween(blocks: Graph['blocks'], from: NodeId, to: NodeId): readonly NodeId[] | undefined {
  if (from === to) return [from];
  const ways: (readonly NodeId[])[] = [[from]];
  const seen = new Set([from]);
  for (const way of ways) {
    for (const node of blockById(blocks, way.at(-1) ?? from)?.nodes ?? []) {
      if (node.type !== BLOCK || node.block === undefined || seen.has(node.block)) continue;
      const longer = [...way, node.block];
      if (node.block === to) return longer;
      seen.add(node.block);
      ways.push(longer);
    }
  }
  return undefined;
}

/** Why a node cannot be muted, as the end of a sentence; `null` where it can. */
export function whyNotMute(graph: Pick<Graph, 'blocks'>, node: GraphNode): string | null {
  if (isBlockEnd(node)) return "it is one of its block's ends";
  const ports = portsOf(graph, node);
  if (!ports) return 'what it is is not known';
  if (ports.length === 1) return null;
  if (ports.length === 0) return 'it has no input that could go on in its place';
  return `it has ${ports.length} inputs (${ports.map(({ name }) => name).join(', ')}), and which of them should go on is not clear`;
}

/** The way to the first place of a block: the ids of the placed blocks that lead into it, the outermost first; absent where there is none. */
export function firstPlace(graph: Graph, block: NodeId): readonly NodeId[] | undefined {
  const ways: (readonly NodeId[])[] = [[]];
  const seen = new Set<NodeId>();
  for (const way of ways) {
    const inner = way.length === 0 ? graph : blockById(graph.blocks, blockAt(graph, way) ?? '');
    for (const node of inner?.nodes ?? []) {
      if (node.type !== BLOCK || node.block === undefined || seen.has(node.block)) continue;
      if (node.block === block) return [...way, node.id];
      seen.add(node.block);
      ways.push([...way, node.id]);
    }
  }
  return undefined;
}

/** The block that a way leads into; absent where it leads nowhere. */
function blockAt(graph: Graph, way: readonly NodeId[]): NodeId | undefined {
  let nodes = graph.nodes;
  let block: NodeId | undefined;
  for (const id of way) {
    block = nodes.find(node => node.id === id)?.block;
    nodes = block === undefined ? [] : (blockById(graph.blocks, block)?.nodes ?? []);
  }
  return block;
}
