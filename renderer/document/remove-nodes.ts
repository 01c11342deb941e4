import { whyNotConnect } from '#shared/graph/connect';
import type { Graph, GraphEdge, NodeId } from '#shared/graph/graph';
import { settled } from '#shared/graph/sharing';
import type { Project } from '#shared/project/project';
import { err, ok, type Result } from '#shared/result';
import type { Refusal } from './command';
import { leaveEnds } from './end-nodes';
import { leaveGroups } from './groups';
import { leaveStages } from './stage-nodes';

/** Removes nodes with their edges and closes the gaps, so that a chain stays a chain; settings no longer name them. */
export function removeNodes(project: Project, ids: readonly NodeId[]): Result<Project, Refusal> {
  let { graph } = project;
  const gone = new Set(ids);
  const layout = { ...project.layout };
  for (const id of new Set(ids)) {
    if (!graph.nodes.some(node => node.id === id)) return err({ code: 'document/no-node', node: id });
    graph = removeNode(graph, id);
    delete layout[id];
  }
  const kept = project.graph.nodes.filter(({ id }) => !gone.has(id));
  const nodes = [...settled(kept, project.graph.nodes)];
  const next = leaveGroups({ ...project, graph: { ...graph, nodes }, layout }, ids);
  return ok(leaveEnds(leaveStages(next, ids), ids));
}

/** An edge that closes a gap takes the place of the one it replaces: the order of a Concatenate's inputs stays. */
function removeNode(graph: Graph, id: NodeId): Graph {
  const arriving = graph.edges.filter(edge => edge.to === id);
  const [only] = arriving;
  const source = arriving.length === 1 ? only?.from : undefined;
  const nodes = graph.nodes.filter(node => node.id !== id);
  let edges = graph.edges.filter(edge => edge.to !== id);
  for (const leaving of edges.filter(edge => edge.from === id)) {
    const index = edges.indexOf(leaving);
    const others = edges.filter(edge => edge !== leaving);
    const bridge: GraphEdge | undefined = source === undefined ? undefined : { ...leaving, from: source };
    const closes = bridge && whyNotConnect({ ...graph, nodes, edges: others }, bridge) === null;
    edges = closes ? [...others.slice(0, index), bridge, ...others.slice(index)] : others;
  }
  return { ...graph, nodes, edges };
}
