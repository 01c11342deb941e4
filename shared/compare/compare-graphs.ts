import { expandGraph } from '../graph/expand';
import type { Graph, GraphNode, NodeId } from '../graph/graph';
import { incoming } from '../graph/topology';
import { layers } from '../layers/catalogue';
import { type Change, changesBetween } from './change';

/** A node that is in both graphs, with all that is not the same. */
export interface ChangedNode {
  readonly id: NodeId;
  readonly type: string;
  /** Where the node has become another layer. */
  readonly typeBefore: string | null;
  readonly params: readonly Change[];
  /** Where other nodes feed it, or the same in another order. */
  readonly inputs: { readonly before: readonly string[]; readonly after: readonly string[] } | null;
}

export interface GraphDifference {
  readonly added: readonly GraphNode[];
  readonly removed: readonly GraphNode[];
  readonly changed: readonly ChangedNode[];
}

/**
 * What has to be done to a graph to get another one. Nodes are the same where their ids are; a parameter that is left out has
 * its default, and blocks are what they hold. Where nodes lie on the canvas does not count, nor the order in which a file lists them.
 */
export function compareGraphs(givenBefore: Graph, givenAfter: Graph): GraphDifference {
  const [{ graph: before }, { graph: after }] = [expandGraph(givenBefore), expandGraph(givenAfter)];
  const [old, now] = [byId(before), byId(after)];
  const [feedsOld, feedsNow] = [inputsOf(before), inputsOf(after)];
  const changed = after.nodes.flatMap(node => {
    const was = old.get(node.id);
    if (!was) return [];
    const inputs = { before: feedsOld(node.id), after: feedsNow(node.id) };
    const change: ChangedNode = {
      id: node.id,
      type: node.type,
      typeBefore: was.type === node.type ? null : was.type,
      params: changesBetween(settingsOf(was), settingsOf(node)),
      inputs: inputs.before.join() === inputs.after.join() ? null : inputs,
    };
    return change.typeBefore !== null || change.params.length > 0 || change.inputs ? [change] : [];
  });
  return {
    added: after.nodes.filter(({ id }) => !old.has(id)),
    removed: before.nodes.filter(({ id }) => !now.has(id)),
    changed,
  };
}

export const isSameGraph = ({ added, removed, changed }: GraphDifference): boolean =>
  added.length + removed.length + changed.length === 0;

const byId = (graph: Graph): ReadonlyMap<NodeId, GraphNode> => new Map(graph.nodes.map(node => [node.id, node]));

/** A node's parameters with the layer's defaults filled in; those of an unknown layer, or wrong ones, as they are. */
function paramsOf({ type, params }: GraphNode): Readonly<Record<string, unknown>> {
  const parsed = layers.get(type)?.parse(params);
  return parsed?.ok ? parsed.value : params;
}

/** What is set for a node: its parameters, and whose weights it uses. */
const settingsOf = (node: GraphNode): Readonly<Record<string, unknown>> => ({
  ...paramsOf(node),
  ...(node.sharesWith === undefined ? {} : { sharesWith: node.sharesWith }),
});

/** What feeds a node, in the order in which each port takes it: `conv2d_1`, and `conv2d_1 (mask)` for a port that is not the usual one. */
function inputsOf(graph: Graph): (id: NodeId) => readonly string[] {
  const feeds = incoming(graph);
  return id =>
    [...(feeds.get(id) ?? [])]
      .sort((a, b) => (a.port < b.port ? -1 : a.port > b.port ? 1 : 0))
      .map(({ from, port }) => (port === 'input' ? from : `${from} (${port})`));
}
