import { blockOf } from '#shared/graph/block';
import type { NodePath } from '#shared/graph/expand';
import type { Block, Graph, GraphNode, NodeId } from '#shared/graph/graph';
import type { Project } from '#shared/project/project';
import type { Result } from '#shared/result';
import { useView } from '../app/view';
import { insideView } from './blocks';
import type { Command, Refusal } from './command';
import { useDocument } from './store';

/** A part of the network that is edited as one: the network itself, or what lies in a block. */
export interface Level {
  /** The placed blocks that lead here, the outermost first; empty for the network itself. */
  readonly way: NodePath;
  /** The block whose contents these are; `null` for the network itself. */
  readonly block: NodeId | null;
  /** What the blocks on the way are called. */
  readonly titles: readonly string[];
  /** The project as it looks from here: its nodes, edges and places are those of the level. */
  readonly project: Project;
}

interface Inside {
  readonly outer: Project;
  readonly project: Project;
}
/** While a block is the same its graph must be, too: cards are drawn anew by identity. */
const insides = new WeakMap<Block, Inside>();

function insideOf(outer: Project, block: Block): Project {
  const known = insides.get(block);
  if (known?.outer === outer) return known.project;
  const next = insideView(outer, block);
  const last = known?.project;
  const same = last && last.graph.blocks === next.graph.blocks;
  const project = same ? { ...next, graph: last.graph } : next;
  insides.set(block, { outer, project });
  return project;
}

let memo: { readonly project: Project; readonly way: NodePath; readonly level: Level } | undefined;

/** The level that a way leads to, or as far as it leads: undo may have taken away a block on it. */
export function levelOf(project: Project, way: NodePath): Level {
  if (memo?.project === project && memo.way === way) return memo.level;
  let level: Level = { way: [], block: null, titles: [], project };
  for (const id of way) {
    const node = level.project.graph.nodes.find(candidate => candidate.id === id);
    const block = node && blockOf(project.graph, node);
    if (!node || !block) break;
    const inside = insideOf(project, block);
    const { block: name = null } = node;
    level = { way: [...level.way, id], block: name, titles: [...level.titles, block.title], project: inside };
  }
  if (level.way.length === way.length) level = { ...level, way };
  memo = { project, way, level };
  return level;
}

export const currentLevel = (): Level => levelOf(useDocument.getState().project, useView.getState().way);

/** The project as the canvas shows it: the whole, or what lies in the block that is open. */
export const projectHere = (): Project => currentLevel().project;

/** A part of the level that is open; drawn anew only where that part is another. */
export function useLevel<T>(select: (level: Level) => T): T {
  const way = useView(state => state.way);
  return useDocument(state => select(levelOf(state.project, way)));
}

/** The project as the canvas shows it. */
export const useProjectHere = <T>(select: (project: Project) => T): T => useLevel(level => select(level.project));

const indexed = new WeakMap<Graph, ReadonlyMap<NodeId, GraphNode>>();

/** The nodes of a graph by id: many ask for their own, the graph is gone through once for all of them. */
export function nodesById(graph: Graph): ReadonlyMap<NodeId, GraphNode> {
  const known = indexed.get(graph);
  if (known) return known;
  const byId = new Map(graph.nodes.map(node => [node.id, node]));
  indexed.set(graph, byId);
  return byId;
}

/** Commands that mean the project as a whole, or a block by its id, wherever they are given. */
const everywhere: ReadonlySet<Command['do']> = new Set([
  'block.define',
  'block.retitle',
  'block.remove',
  'block.show',
  'inside',
  'stages.leave',
  'data.set',
  'training.set',
  'project.rename',
  'project.replace',
] as const);

/** A command as it is meant where a block is open: what it says of nodes it says of those inside. */
export function scoped(command: Command, block: NodeId | null): Command {
  if (block === null || everywhere.has(command.do)) return command;
  if (command.do === 'together') return { ...command, commands: command.commands.map(one => scoped(one, block)) };
  return { do: 'inside', block, command };
}

/** Applies a command at the level that is open, or says why not. */
export const dispatchHere = (command: Command): Result<Project, Refusal> =>
  useDocument.getState().dispatch(scoped(command, currentLevel().block));
