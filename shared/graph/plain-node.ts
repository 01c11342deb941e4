import type { GraphNode, NodeId } from './graph';

export type Params = GraphNode['params'];

/** What a node becomes stays the same object while it and what is set around it do: shapes are worked out once for each. */
const made = new WeakMap<GraphNode, Map<NodeId, { readonly like: string; readonly node: GraphNode }>>();

interface Made {
  readonly id: NodeId;
  readonly overrides: Params | undefined;
  readonly frozen: boolean;
  /** In the plain graph. */
  readonly sharesWith?: NodeId;
}

/** A node as it stands in the plain graph. */
export function layerNode(node: GraphNode, { id, overrides, frozen, sharesWith }: Made): GraphNode {
  const isFrozen = frozen || node.trainable === false;
  const isSame = node.id === id && node.sharesWith === sharesWith && !overrides && !node.muted;
  if (isSame && isFrozen === (node.trainable === false)) return node;
  const like = `${isFrozen} ${sharesWith ?? ''} ${overrides ? JSON.stringify(overrides) : ''}`;
  const byId = made.get(node) ?? new Map<NodeId, { like: string; node: GraphNode }>();
  made.set(node, byId);
  const last = byId.get(id);
  if (last?.like === like) return last.node;
  const { type, params } = node;
  const next: GraphNode = {
    id,
    type,
    params: { ...params, ...overrides },
    ...(isFrozen ? { trainable: false } : {}),
    ...(sharesWith === undefined ? {} : { sharesWith }),
  };
  byId.set(id, { like, node: next });
  return next;
}
