import { portsOf } from './block';
import { edgeId, type Graph, type GraphEdge, type NodeId } from './graph';
import { reaches } from './topology';

/** Why two ports may not be joined. */
export type ConnectRefusal =
  | { readonly code: 'connect/no-node'; readonly node: NodeId }
  | { readonly code: 'connect/no-port'; readonly node: NodeId; readonly port: string }
  | { readonly code: 'connect/self' }
  | { readonly code: 'connect/duplicate' }
  | { readonly code: 'connect/port-taken'; readonly by: NodeId }
  | { readonly code: 'connect/cycle' };

/**
 * Whether an edge may be added; `null` means yes. Shapes are no reason to refuse: they are shown on the node, with a mend.
 * The canvas, paste and the commands all ask this one function.
 */
export function whyNotConnect(graph: Graph, edge: GraphEdge): ConnectRefusal | null {
  const { from, to, port } = edge;
  if (!graph.nodes.some(node => node.id === from)) return { code: 'connect/no-node', node: from };
  const target = graph.nodes.find(node => node.id === to);
  if (!target) return { code: 'connect/no-node', node: to };
  if (from === to) return { code: 'connect/self' };
  const spec = portsOf(graph, target)?.find(candidate => candidate.name === port);
  if (!spec) return { code: 'connect/no-port', node: to, port };
  if (graph.edges.some(other => edgeId(other) === edgeId(edge))) return { code: 'connect/duplicate' };
  if (reaches(graph.edges, to, from)) return { code: 'connect/cycle' };
  const taken = spec.many ? undefined : graph.edges.find(other => other.to === to && other.port === port);
  return taken ? { code: 'connect/port-taken', by: taken.from } : null;
}

export function describeRefusal(refusal: ConnectRefusal): string {
  switch (refusal.code) {
    case 'connect/no-node':
      return `there is no node "${refusal.node}"`;
    case 'connect/no-port':
      return `"${refusal.node}" takes no input${refusal.port === 'input' ? '' : ` "${refusal.port}"`}`;
    case 'connect/self':
      return 'a layer cannot feed itself';
    case 'connect/duplicate':
      return 'these two are connected already';
    case 'connect/port-taken':
      return `this input already comes from "${refusal.by}": join several with Add or Concatenate`;
    case 'connect/cycle':
      return 'this would make a cycle: data must flow one way';
  }
}
