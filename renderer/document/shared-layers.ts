import type { GraphNode, NodeId } from '#shared/graph/graph';
import { alone, asUse, settled, usesOf, whyNotShare } from '#shared/graph/sharing';
import type { Project } from '#shared/project/project';
import { err, ok, type Result } from '#shared/result';
import type { Refusal } from './command';

type Applied = Result<Project, Refusal>;

const withNodes = (project: Project, nodes: readonly GraphNode[]): Project => ({
  ...project,
  graph: { ...project.graph, nodes: [...nodes] },
});

const byId = (nodes: readonly GraphNode[]): ReadonlyMap<NodeId, GraphNode> =>
  new Map(nodes.map(node => [node.id, node]));

/** Why a node cannot be added as another use of a layer; `null` where it can. */
export function whyNotAddUse({ graph }: Project, node: GraphNode): Refusal | null {
  const cause = whyNotShare(byId(graph.nodes), node);
  return cause && { code: 'share/refused', node: node.id, cause };
}

/** Makes nodes further uses of a layer, with all the uses that they have themselves. */
export function shareWeights(project: Project, ids: readonly NodeId[], owner: NodeId): Applied {
  const { nodes } = project.graph;
  const unknown = [owner, ...ids].find(id => !nodes.some(node => node.id === id));
  if (unknown !== undefined) return err({ code: 'document/no-node', node: unknown });
  const of = usesOf(nodes, owner)[0] ?? owner;
  const uses = new Set(ids.flatMap(id => usesOf(nodes, id)));
  // What uses the same layer already stays as it is.
  for (const id of usesOf(nodes, of)) uses.delete(id);
  if (uses.size === 0) return ok(project);
  const next = nodes.map(node => (uses.has(node.id) ? asUse(node, of) : node));
  for (const node of next) {
    const cause = uses.has(node.id) ? whyNotShare(byId(next), node) : null;
    if (cause) return err({ code: 'share/refused', node: node.id, cause });
  }
  return ok(withNodes(project, next));
}

/** Gives each node weights of its own, and the parameters that it had. What used those of one of them shares with each other. */
export function ownWeights(project: Project, ids: readonly NodeId[]): Applied {
  const { nodes } = project.graph;
  const unknown = ids.find(id => !nodes.some(node => node.id === id));
  if (unknown !== undefined) return err({ code: 'document/no-node', node: unknown });
  const chosen = new Set(
    ids.filter(id => usesOf(nodes, id).length > 1 || nodes.some(node => node.id === id && node.sharesWith)),
  );
  if (chosen.size === 0) return ok(project);
  const others = new Map(
    settled(
      nodes.filter(({ id }) => !chosen.has(id)),
      nodes,
    ).map(node => [node.id, node]),
  );
  return ok(
    withNodes(
      project,
      nodes.map(node => others.get(node.id) ?? alone(nodes, node)),
    ),
  );
}
