import { z } from 'zod';
import { freshNodeId, Graph, NodeId } from '#shared/graph/graph';
import { Position, type Project } from '#shared/project/project';
import type { Edit } from './edits';
import { placeOf } from './layout';

/** What lies on the system's clipboard after a copy: nodes, the edges between them, and where they lay. */
const Clipping = z.strictObject({
  receptive: z.literal('nodes'),
  graph: Graph,
  layout: z.record(NodeId, Position),
});
export type Clipping = z.infer<typeof Clipping>;

export function copyNodes(project: Project, ids: readonly NodeId[]): Clipping {
  const chosen = new Set(ids);
  const nodes = project.graph.nodes.filter(node => chosen.has(node.id));
  return {
    receptive: 'nodes',
    graph: { nodes, edges: project.graph.edges.filter(edge => chosen.has(edge.from) && chosen.has(edge.to)) },
    layout: Object.fromEntries(nodes.map(node => [node.id, placeOf(project, node.id)])),
  };
}

/** Reads a clipping from text; `null` where the clipboard holds something else. */
export function parseClipping(text: string): Clipping | null {
  try {
    const parsed = Clipping.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Adds a clipping's nodes under fresh ids, moved by an offset, with the edges between them. */
export function pasteNodes(project: Project, { graph, layout }: Clipping, offset: Position): Edit {
  const taken = new Set(project.graph.nodes.map(node => node.id));
  const ids = new Map<NodeId, NodeId>();
  for (const { id, type } of graph.nodes) {
    const fresh = freshNodeId(type, taken);
    taken.add(fresh);
    ids.set(id, fresh);
  }
  const renamed = (id: NodeId) => ids.get(id) ?? id;
  return {
    command: {
      do: 'together',
      commands: [
        ...graph.nodes.map(node => {
          const { x, y } = placeOf({ layout }, node.id);
          return {
            do: 'node.add',
            node: { ...node, id: renamed(node.id) },
            at: { x: x + offset.x, y: y + offset.y },
          } as const;
        }),
        ...graph.edges.map(
          edge => ({ do: 'edge.add', edge: { ...edge, from: renamed(edge.from), to: renamed(edge.to) } }) as const,
        ),
      ],
    },
    select: [...ids.values()],
  };
}
