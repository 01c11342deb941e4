import { layers } from '../layers/catalogue';
import type { GraphNode, NodeId } from './graph';

/**
 * A layer used several times (Keras's shared layer): one node, the owner, has the parameters and the weights, and others are further
 * uses of them by naming it in `sharesWith`. All stand in the same graph, or in the same block.
 */

/** What is wrong with a node that is to be another use of a layer. */
export type ShareProblem =
  | { readonly code: 'share/unknown'; readonly owner: NodeId }
  | { readonly code: 'share/other-type'; readonly owner: NodeId; readonly expected: string; readonly received: string }
  /** What it names is itself a use of another's weights. @see `first`: whose. */
  | { readonly code: 'share/of-a-use'; readonly owner: NodeId; readonly first: NodeId }
  | { readonly code: 'share/refused'; readonly why: string };

/** Why nodes of a type have nothing that a second use could take part in, as the end of a sentence; `null` where they may. */
export function whyNotShared(type: string): string | null {
  const layer = layers.get(type);
  if (!layer) return 'only layers can be used several times';
  return layer.ports.length === 0 ? 'an Input is where data comes in, and computes nothing' : null;
}

/** What keeps a node from being the use that it says it is; `null` where it is one, and where it says nothing. */
export function whyNotShare(nodes: ReadonlyMap<NodeId, GraphNode>, node: GraphNode): ShareProblem | null {
  const { sharesWith, type } = node;
  if (sharesWith === undefined) return null;
  const why = whyNotShared(type);
  if (why !== null) return { code: 'share/refused', why };
  if (sharesWith === node.id)
    return { code: 'share/refused', why: 'it names itself as the layer whose weights it uses' };
  const owner = nodes.get(sharesWith);
  if (!owner) return { code: 'share/unknown', owner: sharesWith };
  if (owner.sharesWith !== undefined) return { code: 'share/of-a-use', owner: sharesWith, first: owner.sharesWith };
  if (owner.type === type) return null;
  return { code: 'share/other-type', owner: sharesWith, expected: type, received: owner.type };
}

/** The node whose parameters and weights a node has: itself, or the one that it shares with. */
export function ownerOf(nodes: readonly GraphNode[], id: NodeId): GraphNode | undefined {
  const node = nodes.find(candidate => candidate.id === id);
  if (node?.sharesWith === undefined) return node;
  return nodes.find(candidate => candidate.id === node.sharesWith) ?? node;
}

/** All uses of the layer that a node is a use of, the owner first; the node alone where there are no others. */
export function usesOf(nodes: readonly GraphNode[], id: NodeId): readonly NodeId[] {
  const owner = ownerOf(nodes, id)?.id;
  const others = nodes.flatMap(node => (node.sharesWith === owner && node.id !== owner ? [node.id] : []));
  return owner === undefined ? [] : [owner, ...others];
}

/** A node with its owner's parameters: what it is by itself. */
export function alone(nodes: readonly GraphNode[], node: GraphNode): GraphNode {
  const owner = ownerOf(nodes, node.id);
  if (node.sharesWith === undefined || !owner || owner === node) return withoutShare(node);
  const { sharesWith: _, trainable: __, ...rest } = node;
  return { ...rest, params: owner.params, ...(owner.trainable === false ? { trainable: false } : {}) };
}

function withoutShare(node: GraphNode): GraphNode {
  if (node.sharesWith === undefined) return node;
  const { sharesWith: _, ...rest } = node;
  return rest;
}

/** A node as another use of an owner's layer. What it was set to counts no more. */
export function asUse({ trainable: _, ...node }: GraphNode, owner: NodeId): GraphNode {
  return { ...node, params: {}, sharesWith: owner };
}

/**
 * Some of a graph's nodes, by themselves: where the owner of a layer is not among them, the first of its uses owns the weights
 * from now on, with the parameters that they had together.
 * @param kept some of `all`, which hold the owners
 */
export function settled(kept: readonly GraphNode[], all: readonly GraphNode[]): readonly GraphNode[] {
  const here = new Set(kept.map(({ id }) => id));
  const heirs = new Map<NodeId, NodeId>();
  return kept.map(node => {
    const { sharesWith, id } = node;
    if (sharesWith === undefined || here.has(sharesWith) || !all.some(other => other.id === sharesWith)) return node;
    const heir = heirs.get(sharesWith);
    if (heir !== undefined) return { ...node, sharesWith: heir };
    heirs.set(sharesWith, id);
    return alone(all, node);
  });
}
