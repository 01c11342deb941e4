import { BLOCK, portsOf } from '#shared/graph/block';
import { whyNotConnect } from '#shared/graph/connect';
import { freshNodeId, type GraphEdge, type GraphNode, type NodeId } from '#shared/graph/graph';
import { CARD, ROW } from '#shared/layout/card';
import { FRAME } from '#shared/layout/frame';
import type { Position, Project } from '#shared/project/project';
import type { Command } from './command';
import { groupOf } from './groups';
import { placeOf } from './layout';

/** What a gesture changes, and the nodes that should be selected afterwards. */
export interface Edit {
  readonly command: Command;
  readonly select: readonly string[];
}

/** What can be added: a type of layer, or one of the project's blocks. */
export type Kind = string | { readonly block: NodeId };

/** A node of a kind with a free id and all defaults. */
export function newNode({ graph }: Project, kind: Kind, params: GraphNode['params'] = {}): GraphNode {
  const taken = new Set(graph.nodes.map(node => node.id));
  if (typeof kind === 'string') return { id: freshNodeId(kind, taken), type: kind, params };
  return { id: freshNodeId(kind.block, taken), type: BLOCK, params, block: kind.block };
}

/** The name of the port that an edge to a node arrives at, the first that is free; absent for one that takes none. */
export function inputPort({ graph }: Project, node: GraphNode): string | undefined {
  const ports = portsOf(graph, node) ?? [];
  const isTaken = (port: string) => graph.edges.some(edge => edge.to === node.id && edge.port === port);
  return (ports.find(({ name, many }) => many || !isTaken(name)) ?? ports[0])?.name;
}

const edgeBetween = (project: Project, from: NodeId, to: GraphNode): GraphEdge | undefined => {
  const port = inputPort(project, to);
  return port === undefined ? undefined : { from, to: to.id, port };
};

/** Adds a node whose card has its middle at a point. */
export function addAt(project: Project, kind: Kind, middle: Position, params?: GraphNode['params']): Edit {
  const node = newNode(project, kind, params);
  const at = { x: Math.round(middle.x - CARD.width / 2), y: Math.round(middle.y - CARD.height / 2) };
  return { command: { do: 'node.add', node, at }, select: [node.id] };
}

/**
 * Adds a node below another and feeds it from there, where that is allowed; where the other fed something already, the new
 * one takes the place between.
 */
export function addAfter(project: Project, kind: Kind, after: NodeId, params?: GraphNode['params']): Edit {
  const leaving = project.graph.edges.filter(edge => edge.from === after);
  const [only] = leaving;
  const node = newNode(project, kind, params);
  if (only && leaving.length === 1 && inputPort(project, node) !== undefined) return insertOnEdge(project, only, node);
  const place = placeOf(project, after);
  const add: Command = { do: 'node.add', node, at: freePlace(project, { x: place.x, y: place.y + ROW }) };
  const edge = edgeBetween(project, after, node);
  return { command: edge ? together(add, { do: 'edge.add', edge }) : add, select: [node.id] };
}

/** Adds another use of a node's layer, to the right of it and fed by nothing yet. */
export function addUse(project: Project, { id, type, sharesWith = id }: GraphNode): Edit {
  const node: GraphNode = { ...newNode(project, type), sharesWith };
  const { x, y } = placeOf(project, id);
  const at = freePlace(project, { x: x + CARD.width + 40, y });
  return { command: { do: 'node.add', node, at }, select: [node.id] };
}

/** The next place to the right that no card covers. */
export function freePlace(project: Project, wanted: Position): Position {
  let place = wanted;
  const covered = (id: NodeId) => {
    const other = placeOf(project, id);
    return Math.abs(other.x - place.x) < CARD.width && Math.abs(other.y - place.y) < CARD.height;
  };
  while (project.graph.nodes.some(node => covered(node.id))) place = { x: place.x + CARD.width + 40, y: place.y };
  return place;
}

/** Puts a node between the two ends of an edge, and moves what comes after out of its way. The node may be new, or one of the graph. */
export function insertOnEdge(project: Project, edge: GraphEdge, node: GraphNode): Edit {
  const from = placeOf(project, edge.from);
  const to = placeOf(project, edge.to);
  const at = { x: Math.round((from.x + to.x) / 2), y: from.y + ROW };
  const known = project.graph.nodes.some(other => other.id === node.id);
  const arriving = edgeBetween(project, edge.from, node);
  return {
    command: together(
      known ? { do: 'nodes.move', to: { [node.id]: at } } : { do: 'node.add', node, at },
      makeRoom(
        project,
        edge.to,
        at.y + (entersFrame(project, edge) ? CARD.height + FRAME.top + FRAME.gap : ROW) - to.y,
      ),
      { do: 'edge.replace', edge, by: { ...edge, from: node.id } },
      ...(arriving ? [{ do: 'edge.add', edge: arriving } as const] : []),
      ...(groupOf(project, edge.from) === groupOf(project, edge.to) ? joinGroup(project, edge.from, node.id) : []),
    ),
    select: [node.id],
  };
}

/** Whether an edge passes the title of a frame that it leads into. */
const entersFrame = (project: Project, { from, to }: GraphEdge): boolean => {
  const group = groupOf(project, to);
  return group !== undefined && !group.collapsed && group !== groupOf(project, from);
};

/** Puts a node into the group that another is in. */
export function joinGroup(project: Project, member: NodeId, id: NodeId): readonly Command[] {
  const group = groupOf(project, member);
  return group ? [{ do: 'group.set', id: group.id, changes: { nodes: [...group.nodes, id] } }] : [];
}

/** Moves a node and all that it feeds down. */
function makeRoom(project: Project, id: NodeId, by: number): Command {
  const moved = new Set<NodeId>(by > 0 ? [id] : []);
  for (const upper of moved) for (const edge of project.graph.edges) if (edge.from === upper) moved.add(edge.to);
  const to = [...moved].map(below => {
    const place = placeOf(project, below);
    return [below, { x: place.x, y: place.y + by }] as const;
  });
  return { do: 'nodes.move', to: Object.fromEntries(to) };
}

/** A new node at the loose end of a wire that was dropped on empty canvas. */
export function addAtWire(
  project: Project,
  kind: Kind,
  wire: { readonly node: NodeId; readonly end: 'output' | 'input' },
  middle: Position,
): Edit {
  const { command, select } = addAt(project, kind, middle);
  const node = newNode(project, kind);
  const other = project.graph.nodes.find(candidate => candidate.id === wire.node);
  const edge =
    wire.end === 'output' ? edgeBetween(project, wire.node, node) : other && edgeBetween(project, node.id, other);
  return { command: edge ? together(command, { do: 'edge.add', edge }) : command, select };
}

/** Whether an unconnected node could be put onto an edge. */
export function fitsOnEdge(project: Project, node: GraphNode, edge: GraphEdge): boolean {
  const { graph } = project;
  if (inputPort(project, node) === undefined || edge.from === node.id || edge.to === node.id) return false;
  return !graph.edges.some(other => other.from === node.id || other.to === node.id);
}

/** Moves an edge's end to another node. */
export const reconnect = (edge: GraphEdge, by: GraphEdge): Command => ({ do: 'edge.replace', edge, by });

/** Why a wire's end may not be moved there; an edge never stands in its own way. */
export const whyNotReconnect = (project: Project, edge: GraphEdge, by: GraphEdge) =>
  whyNotConnect({ ...project.graph, edges: project.graph.edges.filter(other => other !== edge) }, by);

export const together = (...commands: readonly Command[]): Command => ({ do: 'together', commands });
