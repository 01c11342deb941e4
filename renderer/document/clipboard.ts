import { z } from 'zod';
import { isBlockEnd, portsOf } from '#shared/graph/block';
import { freshNodeId, Graph, GraphEdge, NodeId } from '#shared/graph/graph';
import { settled } from '#shared/graph/sharing';
import { NodeGroup, soundGroups } from '#shared/project/groups';
import { freshNoteId, Note, Place, type Position } from '#shared/project/place';
import { FORMAT, type Project } from '#shared/project/project';
import { err, ok, type Result } from '#shared/result';
import type { Command } from './command';
import { blocksOf, definitionsFor, withBlocks } from './copied-blocks';
import type { Edit } from './edits';
import { copiesFor, groupsOf, membersFor } from './groups';
import { placeOf } from './layout';

/** What lies on the system's clipboard after a copy: nodes with the edges between them and to them, where they lay, their groups, and notes. */
const Clipping = z.strictObject({
  receptive: z.literal('nodes'),
  graph: Graph,
  /** The edges that came from nodes which were not copied, for a paste that joins the copies to the same. */
  incoming: z.array(GraphEdge).default([]),
  layout: z.record(NodeId, Place),
  notes: z.array(Note).default([]),
  groups: z.array(NodeGroup).default([]),
});
export type Clipping = z.infer<typeof Clipping>;

/** Why a text cannot be pasted. */
export type ClippingError =
  | { readonly code: 'clipboard/empty' }
  | { readonly code: 'clipboard/foreign'; readonly start: string }
  | { readonly code: 'clipboard/project'; readonly name: string }
  | { readonly code: 'clipboard/invalid'; readonly path: string; readonly message: string };

export function describeClippingError(error: ClippingError): string {
  switch (error.code) {
    case 'clipboard/empty':
      return 'There are no layers on the clipboard: select some and copy them first.';
    case 'clipboard/foreign':
      return `There are no layers on the clipboard, but “${error.start}”.`;
    case 'clipboard/project':
      return `The whole project “${error.name}” is on the clipboard. Save it as a file and open that.`;
    case 'clipboard/invalid':
      return `The layers on the clipboard are damaged at ${error.path}: ${error.message}.`;
  }
}

/** Groups are copied where all of their nodes are. @param ids of nodes, of notes and of groups, which mean their nodes */
export function copyNodes(project: Project, ids: readonly string[]): Clipping {
  const chosen = new Set(membersFor(project, ids));
  const { graph } = project;
  // A block's ends stay with it.
  const inside = graph.nodes.filter(node => chosen.has(node.id) && !isBlockEnd(node));
  // Uses of a layer that stays behind share with each other, and a copy of one alone has weights of its own.
  const nodes = [...settled(inside, graph.nodes)];
  const copied = new Set(nodes.map(({ id }) => id));
  const arriving = graph.edges.filter(edge => copied.has(edge.to));
  const blocks = blocksOf(graph, nodes);
  return {
    receptive: 'nodes',
    graph: { nodes, edges: arriving.filter(edge => copied.has(edge.from)), ...(blocks ? { blocks } : {}) },
    incoming: arriving.filter(edge => !copied.has(edge.from)),
    layout: Object.fromEntries(nodes.map(node => [node.id, placeOf(project, node.id)])),
    notes: (project.notes ?? []).filter(note => chosen.has(note.id)),
    groups: groupsOf(project).filter(group => group.nodes.every(id => copied.has(id))),
  };
}

/** JSON that a person can read, too. */
export const formatClipping = (clipping: Clipping): string => `${JSON.stringify(clipping, null, 2)}\n`;

const START = 40;

function startOf(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > START ? `${line.slice(0, START)}…` : line;
}

const Marked = z.object({ receptive: z.literal('nodes') });
const Named = z.object({ format: z.literal(FORMAT), name: z.string() });

/** Reads a clipping from text, or says what the clipboard holds instead. */
export function parseClipping(text: string): Result<Clipping, ClippingError> {
  if (text.trim() === '') return err({ code: 'clipboard/empty' });
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return err({ code: 'clipboard/foreign', start: startOf(text) });
  }
  const project = Named.safeParse(raw);
  if (project.success) return err({ code: 'clipboard/project', name: project.data.name });
  if (!Marked.safeParse(raw).success) return err({ code: 'clipboard/foreign', start: startOf(text) });
  const parsed = Clipping.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return err({
      code: 'clipboard/invalid',
      path: issue?.path.join('.') || 'its beginning',
      message: issue?.message ?? '',
    });
  }
  const { graph, notes } = parsed.data;
  if (graph.nodes.length + notes.length === 0) return err({ code: 'clipboard/empty' });
  return ok({ ...parsed.data, groups: soundGroups(parsed.data.groups, graph.nodes) ?? [] });
}

/** The top left corner of what was copied. */
export function cornerOf({ graph, layout, notes }: Clipping): Position {
  const places: readonly Position[] = [...graph.nodes.map(node => placeOf({ layout }, node.id)), ...notes];
  return { x: Math.min(...places.map(place => place.x)), y: Math.min(...places.map(place => place.y)) };
}

interface PasteOptions {
  /** Joins the copies to what fed the originals, where the project has that. */
  readonly withIncoming?: boolean;
}

/** Adds a clipping's nodes, notes and groups under fresh ids, moved by an offset, with the edges between them. */
export function pasteNodes(
  project: Project,
  { graph, incoming, layout, notes, groups }: Clipping,
  offset: Position,
  { withIncoming = false }: PasteOptions = {},
): Edit {
  const taken = new Set<string>(project.graph.nodes.map(node => node.id));
  const known = new Set(taken);
  const ids = new Map<string, string>();
  const { definitions, blockIds } = definitionsFor(project.graph, graph);
  for (const { id, type, block } of graph.nodes) {
    const fresh = freshNodeId(block ?? type, taken);
    taken.add(fresh);
    ids.set(id, fresh);
  }
  const takenNotes = new Set<string>(project.notes?.map(note => note.id));
  for (const { id } of notes) {
    const fresh = freshNoteId(takenNotes);
    takenNotes.add(fresh);
    ids.set(id, fresh);
  }
  const copies = copiesFor(project, groups).map(group => ({
    ...group,
    nodes: group.nodes.flatMap(node => ids.get(node) ?? []),
  }));
  const renamed = (id: string) => ids.get(id) ?? id;
  const moved = <T extends Position>(thing: T): T => ({ ...thing, x: thing.x + offset.x, y: thing.y + offset.y });
  const outer = withIncoming ? incoming.filter(edge => known.has(edge.from) && hasPort(graph, edge)) : [];
  const commands: Command[] = [
    ...definitions,
    ...graph.nodes
      .filter(node => !isBlockEnd(node))
      .map(
        node =>
          ({
            do: 'node.add',
            node: {
              ...withBlocks(node, blockIds),
              id: renamed(node.id),
              ...(node.sharesWith === undefined ? {} : { sharesWith: renamed(node.sharesWith) }),
            },
            at: moved(placeOf({ layout }, node.id)),
          }) as const,
      ),
    ...graph.edges.map(
      edge => ({ do: 'edge.add', edge: { ...edge, from: renamed(edge.from), to: renamed(edge.to) } }) as const,
    ),
    ...outer.map(edge => ({ do: 'edge.add', edge: { ...edge, to: renamed(edge.to) } }) as const),
    ...notes.map(note => ({ do: 'note.add', note: { ...moved(note), id: renamed(note.id) } }) as const),
    ...copies.map(group => ({ do: 'group.add', group }) as const),
  ];
  // A group that is selected means its nodes.
  const grouped = new Set(copies.flatMap(({ nodes }) => nodes));
  const loose = [...ids.values()].filter(id => !grouped.has(id));
  return { command: { do: 'together', commands }, select: [...loose, ...copies.map(({ id }) => id)] };
}

/** A clipping that was written by hand may name a port that its node lacks. */
const hasPort = (graph: Graph, edge: GraphEdge): boolean => {
  const node = graph.nodes.find(({ id }) => id === edge.to);
  return (node && portsOf(graph, node))?.some(port => port.name === edge.port) ?? false;
};
