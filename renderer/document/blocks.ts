import {
  BLOCK,
  BLOCK_INPUT,
  BLOCK_OUTPUT,
  blockById,
  blockInputs,
  isBlockEnd,
  paramsSchemaOf,
  portsOf,
  repeatOf,
  wayBetween,
} from '#shared/graph/block';
import { Block, type Graph, type GraphEdge, type GraphNode, type NodeId } from '#shared/graph/graph';
import { fittingId } from '#shared/graph/node-ids';
import { usesOf } from '#shared/graph/sharing';
import { CARD, ROW } from '#shared/layout/card';
import type { NodeGroup } from '#shared/project/groups';
import type { Project } from '#shared/project/project';
import { err, ok, type Result } from '#shared/result';
import type { Refusal } from './command';
import { replaceInEnds } from './end-nodes';
import { addCopies, groupOf, partGroups, replaceInGroups, withGroups } from './groups';
import { placeOf } from './layout';
import { replaceInStages } from './stage-nodes';

type Applied = Result<Project, Refusal>;

/** What a new block is to be called: the block itself, its title, and the node that takes the selection's place. */
export interface NewBlock {
  readonly ids: readonly NodeId[];
  readonly block: NodeId;
  readonly title: string;
  readonly node: NodeId;
}

/** Lifts nodes into a block, which is placed where they were: the network stays the same. */
export function makeBlock(project: Project, { ids, block, title, node }: NewBlock): Applied {
  const { graph } = project;
  const chosen = new Set(ids);
  const nodes = graph.nodes.filter(({ id }) => chosen.has(id));
  const refusal = whyNotBlock(graph, nodes, chosen);
  if (refusal) return err({ code: 'block/cannot-make', why: refusal });
  const isTaken = blockById(graph.blocks, block) !== undefined;
  if (isTaken || graph.nodes.some(other => other.id === node)) return err({ code: 'document/id-taken', id: node });
  const taken = new Set(ids);
  const inputs = new Map<NodeId, NodeId>();
  const inputFor = (key: NodeId): NodeId => {
    const known = inputs.get(key);
    if (known !== undefined) return known;
    const port = fittingId('input', taken);
    taken.add(port);
    inputs.set(key, port);
    return port;
  };
  const inner: GraphEdge[] = [];
  const outer: GraphEdge[] = [];
  for (const edge of graph.edges) {
    const [leaves, arrives] = [chosen.has(edge.from), chosen.has(edge.to)];
    if (leaves && arrives) inner.push(edge);
    else if (leaves) outer.push({ ...edge, from: node });
    else if (!arrives) outer.push(edge);
    else {
      if (!inputs.has(edge.from)) outer.push({ from: edge.from, to: node, port: inputFor(edge.from) });
      inner.push({ ...edge, from: inputFor(edge.from) });
    }
  }
  // A loose selection has an open input where its first layer has none yet.
  for (const { id, port } of openPorts(graph, nodes, inner)) inner.push({ from: inputFor(id), to: id, port });
  if (inputs.size === 0)
    return err({ code: 'block/cannot-make', why: 'nothing feeds it: a block has at least one input' });
  const output = fittingId('output', taken);
  inner.push({ from: endsOf(graph, chosen)[0] ?? '', to: output, port: 'input' });
  const ports = [...inputs.values()];
  const groups = partGroups(project, chosen, node);
  const made: Block = {
    title,
    nodes: [...ports.map(id => endNode(id, BLOCK_INPUT)), ...nodes, endNode(output, BLOCK_OUTPUT)],
    edges: inner,
    params: {},
    layout: innerLayout(project, nodes, ports, output),
    ...someGroups(groups.inner),
  };
  const parsed = Block.safeParse(made);
  if (!parsed.success) {
    return err({ code: 'setting/invalid', setting: 'title', message: parsed.error.issues[0]?.message ?? 'not valid' });
  }
  const first = graph.nodes.findIndex(({ id }) => chosen.has(id));
  const placed: GraphNode = { id: node, type: BLOCK, params: {}, block };
  const rest = graph.nodes.filter(({ id }) => !chosen.has(id));
  const layout = Object.fromEntries(Object.entries(project.layout).filter(([id]) => !chosen.has(id)));
  const next: Project = {
    ...withGroups(project, groups.outer),
    graph: {
      nodes: [...rest.slice(0, first), placed, ...rest.slice(first)],
      edges: outer,
      blocks: { ...graph.blocks, [block]: parsed.data },
    },
    layout: { ...layout, [node]: middleOf(project, nodes) },
  };
  const replaced = new Map(ids.map(id => [id, [node]]));
  return ok(replaceInEnds(replaceInStages(next, replaced), replaced));
}

/** There is no list of groups where there are none. */
const someGroups = (groups: readonly NodeGroup[] = []): { groups?: NodeGroup[] } =>
  groups.length > 0 ? { groups: [...groups] } : {};

const endNode = (id: NodeId, type: string): GraphNode => ({ id, type, params: {} });

/** The nodes among the chosen ones whose output leaves them: those that feed others, or else those that feed nothing. */
function endsOf({ edges }: Graph, chosen: ReadonlySet<NodeId>): readonly NodeId[] {
  const leaving = new Set(edges.flatMap(({ from, to }) => (chosen.has(from) && !chosen.has(to) ? [from] : [])));
  if (leaving.size > 0) return [...leaving];
  const feeding = new Set(edges.map(({ from }) => from));
  return [...chosen].filter(id => !feeding.has(id));
}

/** Why a selection cannot become a block, as a sentence; `null` where it can. */
function whyNotBlock(graph: Graph, nodes: readonly GraphNode[], chosen: ReadonlySet<NodeId>): string | null {
  if (nodes.length === 0) return 'select the layers that it should hold';
  const input = nodes.find(({ type }) => type === 'input');
  if (input) return `the Input "${input.id}" stays outside: a block takes what feeds it`;
  const end = nodes.find(isBlockEnd);
  if (end) return `"${end.id}" is an end of the block that is open: leave it out`;
  const shared = nodes.find(({ id }) => usesOf(graph.nodes, id).some(use => !chosen.has(use)));
  if (shared) return `"${shared.id}" shares its weights with a layer outside: select all that share them, or none`;
  const ends = endsOf(graph, chosen);
  if (ends.length > 1) return `it would have ${ends.length} outputs (${ends.join(', ')}), and a block has one`;
  if (ends.length === 0) return 'its layers lie in a ring';
  return passesOutside(graph, chosen)
    ? 'a way leads out of the selection and in again: select what lies between, too'
    : null;
}

/** Whether data that leaves the chosen nodes can come back to them. */
function passesOutside({ edges }: Graph, chosen: ReadonlySet<NodeId>): boolean {
  const behind = new Set(edges.flatMap(({ from, to }) => (chosen.has(from) && !chosen.has(to) ? [to] : [])));
  for (const id of behind) {
    for (const { from, to } of edges) if (from === id) behind.add(to);
  }
  return [...behind].some(id => chosen.has(id));
}

/** The ports of nodes that take one edge, where none arrives. */
function openPorts(graph: Graph, nodes: readonly GraphNode[], edges: readonly GraphEdge[]) {
  const fed = new Set(edges.map(({ to }) => to));
  return nodes.flatMap(node => {
    const [port, ...others] = portsOf(graph, node) ?? [];
    const isOpen = port !== undefined && !port.many && others.length === 0 && !fed.has(node.id);
    return isOpen ? [{ id: node.id, port: port.name }] : [];
  });
}

/** What the places of some nodes take up; nothing at the origin where there are none. */
function bounds(project: Pick<Project, 'layout'>, nodes: readonly { readonly id: NodeId }[]) {
  const places = nodes.map(({ id }) => placeOf(project, id));
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  if (places.length === 0) return { left: 0, right: 0, top: 0, bottom: 0 };
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** Never -0, as `kept` says. */
const grid = (value: number): number => Math.round(value / 10) * 10 + 0;

function middleOf(project: Project, nodes: readonly GraphNode[]) {
  const { left, right, top, bottom } = bounds(project, nodes);
  return { x: grid((left + right) / 2), y: grid((top + bottom) / 2) };
}

function innerLayout(
  project: Project,
  nodes: readonly GraphNode[],
  inputs: readonly NodeId[],
  output: NodeId,
): Block['layout'] {
  const { left, right, top, bottom } = bounds(project, nodes);
  const middle = grid((left + right) / 2);
  const wide = CARD.width + 40;
  const begin = middle - ((inputs.length - 1) * wide) / 2;
  return Object.fromEntries([
    ...inputs.map((id, index) => [id, { x: begin + index * wide, y: top - ROW }] as const),
    ...nodes.map(({ id }) => [id, placeOf(project, id)] as const),
    [output, { x: middle, y: bottom + ROW }] as const,
  ]);
}

/** Puts a placed block's nodes, once for each repetition, in its place. */
export function unpackBlock(project: Project, id: NodeId): Applied {
  const { graph } = project;
  const placed = graph.nodes.find(node => node.id === id);
  if (!placed) return err({ code: 'document/no-node', node: id });
  const block = placed.block === undefined ? undefined : blockById(graph.blocks, placed.block);
  if (!block) return err({ code: 'block/none', node: id });
  if (placed.muted) return err({ code: 'block/muted', node: id });
  const { nodes, edges, layout, groups, output } = contentsOf(project, placed, block);
  const others = graph.edges.flatMap(edge => {
    if (edge.to === id) return [];
    if (edge.from !== id) return [edge];
    return output === undefined ? [] : [{ ...edge, from: output }];
  });
  const place = graph.nodes.indexOf(placed);
  const { [id]: _, ...places } = project.layout;
  const next: Project = {
    ...project,
    graph: {
      ...graph,
      nodes: [...graph.nodes.slice(0, place), ...nodes, ...graph.nodes.slice(place + 1)],
      edges: [...others, ...edges],
    },
    layout: { ...places, ...layout },
  };
  const ids = nodes.map(node => node.id);
  // Groups do not lie in one another: in one, the block's own are given up.
  const grouped = groupOf(project, id) ? replaceInGroups(next, id, ids) : addCopies(next, groups);
  const staged = replaceInStages(grouped, new Map([[id, ids]]));
  return ok(replaceInEnds(staged, new Map([[id, output === undefined ? [] : [output]]])));
}

interface Contents extends Pick<Project, 'layout'> {
  /** Those of the block, once for each copy. */
  readonly groups: readonly NodeGroup[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** The node that puts out what the block does. */
  readonly output: NodeId | undefined;
}

function contentsOf(project: Project, placed: GraphNode, block: Block): Contents {
  const { graph } = project;
  const taken = new Set(graph.nodes.flatMap(node => (node === placed ? [] : [node.id])));
  const inputs = blockInputs(block);
  const fedBy = new Map(graph.edges.flatMap(({ from, to, port }) => (to === placed.id ? [[port, from] as const] : [])));
  const body = block.nodes.filter(node => !isBlockEnd(node));
  const box = bounds({ layout: block.layout }, body);
  const at = placeOf(project, placed.id);
  const end = block.edges.find(({ to }) => block.nodes.some(node => node.id === to && node.type === BLOCK_OUTPUT));
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const layout: Project['layout'] = {};
  const groups: NodeGroup[] = [];
  let output: NodeId | undefined;
  for (let copy = 0; copy < repeatOf(placed); copy++) {
    const names = new Map<NodeId, NodeId>();
    const inner: GraphNode[] = [];
    for (const node of body) {
      const name = fittingId(node.id, taken);
      taken.add(name);
      names.set(node.id, name);
      inner.push(innerNode(node, name, placed, block));
      const place = placeOf({ layout: block.layout }, node.id);
      const dy = copy * (box.bottom - box.top + ROW);
      layout[name] = { ...place, x: place.x - box.left + at.x, y: place.y - box.top + at.y + dy };
    }
    nodes.push(
      ...inner.map(node =>
        node.sharesWith === undefined ? node : { ...node, sharesWith: names.get(node.sharesWith) ?? node.sharesWith },
      ),
    );
    groups.push(...groupsUnder(names, block));
    const before = output;
    const source = (from: NodeId): NodeId | undefined => {
      if (!inputs.includes(from)) return names.get(from);
      return copy > 0 && from === inputs[0] ? before : fedBy.get(from);
    };
    for (const edge of block.edges) {
      const [from, to] = [source(edge.from), names.get(edge.to)];
      if (from !== undefined && to !== undefined) edges.push({ ...edge, from, to });
    }
    output = end && source(end.from);
  }
  return { nodes, edges, layout, groups, output };
}

/** A block's groups with the names that its nodes get outside, where its ends are not. */
const groupsUnder = (names: ReadonlyMap<NodeId, NodeId>, { groups = [] }: Block): readonly NodeGroup[] =>
  groups.flatMap(group => {
    const nodes = group.nodes.flatMap(id => names.get(id) ?? []);
    return nodes.length > 0 ? [{ ...group, nodes }] : [];
  });

function innerNode(node: GraphNode, id: NodeId, placed: GraphNode, block: Block): GraphNode {
  const params = { ...node.params };
  for (const [name, targets] of Object.entries(block.params)) {
    const value = placed.params[name];
    if (value === undefined) continue;
    for (const target of targets) if (target.node === node.id) params[target.param] = value;
  }
  return { ...node, id, params, ...(placed.trainable === false ? { trainable: false } : {}) };
}

/** The project as it looks from inside a block: its nodes are those of the block. */
export function insideView(project: Project, block: Block): Project {
  const { notes: _notes, groups: _groups, ...rest } = project;
  // What the settings say is said of the outer nodes, some of which may have the same names.
  const training = { ...project.training, stages: [], inputs: undefined, outputs: undefined };
  const { nodes, edges, layout, groups } = block;
  const graph = { nodes, edges, blocks: project.graph.blocks };
  return { ...rest, training, graph, layout, ...someGroups(groups) };
}

/**
 * The project after a change inside a block. Where an input was renamed or removed, the edges to it in every place follow, and a
 * parameter whose node is gone is no longer shown.
 * @param renamed the nodes that the change renamed
 */
export function withInside(
  project: Project,
  id: NodeId,
  inside: Project,
  renamed: ReadonlyMap<NodeId, NodeId>,
): Applied {
  const old = blockById(project.graph.blocks, id);
  if (!old) return err({ code: 'block/unknown', block: id });
  const { nodes, edges, blocks } = inside.graph;
  if (nodes.filter(({ type }) => type === BLOCK_OUTPUT).length !== 1) return err({ code: 'block/one-output' });
  const named = (node: NodeId): NodeId => renamed.get(node) ?? node;
  const all = new Set(nodes.map(node => node.id));
  const params = Object.fromEntries(
    Object.entries(old.params).flatMap(([name, targets]) => {
      const kept = targets.map(target => ({ ...target, node: named(target.node) })).filter(({ node }) => all.has(node));
      return kept.length > 0 ? [[name, kept]] : [];
    }),
  );
  const { groups: _, ...others } = old;
  const { layout, groups } = inside;
  const block: Block = { ...others, nodes, edges, params, layout, ...someGroups(groups) };
  const next = { ...blocks, [id]: block };
  for (const { block: inner } of nodes) {
    const way = inner === undefined ? undefined : wayBetween(next, inner, id);
    if (way) return err({ code: 'block/cycle', blocks: [id, ...way] });
  }
  return ok({ ...project, graph: followBlock({ ...project.graph, blocks: next }, id, named) });
}

/** The graph with every node that places a block brought in line with what the block now is. */
export function followBlock(graph: Graph, id: NodeId, named: (port: NodeId) => NodeId = port => port): Graph {
  const follow = <Part extends Pick<Graph, 'nodes' | 'edges'>>(part: Part): Part => {
    const placing = new Set(part.nodes.flatMap(node => (node.block === id ? [node.id] : [])));
    if (placing.size === 0) return part;
    const ports = new Set(blockById(graph.blocks, id)?.nodes.flatMap(n => (n.type === BLOCK_INPUT ? [n.id] : [])));
    const nodes = part.nodes.map(node => (placing.has(node.id) ? withKnownParams(graph, node) : node));
    const edges = part.edges.flatMap(edge => {
      if (!placing.has(edge.to)) return [edge];
      const port = named(edge.port);
      return ports.has(port) ? [port === edge.port ? edge : { ...edge, port }] : [];
    });
    const same = nodes.every((node, i) => node === part.nodes[i]) && edges.length === part.edges.length;
    return same && edges.every((edge, i) => edge === part.edges[i]) ? part : { ...part, nodes, edges };
  };
  const blocks = Object.fromEntries(Object.entries(graph.blocks ?? {}).map(([key, block]) => [key, follow(block)]));
  return follow({ ...graph, blocks });
}

function withKnownParams(graph: Graph, node: GraphNode): GraphNode {
  const shape = paramsSchemaOf(graph, node)?.shape ?? {};
  const known = Object.entries(node.params).filter(([name]) => Object.hasOwn(shape, name));
  return known.length === Object.keys(node.params).length ? node : { ...node, params: Object.fromEntries(known) };
}
