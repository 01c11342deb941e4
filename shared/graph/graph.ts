import { z } from 'zod';
import { firstFree } from '../numbered';
import { NodeGroup } from '../project/groups';
import { Place } from '../project/place';
import { NodeId } from './node-id';

export { NodeId };

export const GraphNode = z.strictObject({
  id: NodeId,
  /** A key of the layer catalogue, such as `conv2d`. */
  type: z.string(),
  /** What the layer's own schema takes; what is left out has the layer's default. */
  params: z.record(z.string(), z.json()).default({}),
  /** `false`: frozen, in every stage. Its weights stay as they are, and batch normalization runs as in inference, as in Keras. */
  trainable: z.boolean().optional(),
  /** `true`: bypassed. The network is as if its (first) input went straight on. */
  muted: z.boolean().optional(),
  /** For a node of type `block`: which of the graph's blocks it places. */
  block: NodeId.optional(),
  /**
   * Another use of that node's layer: the same weights, and its parameters and `trainable` in the place of this node's own, which
   * do not count.
   */
  sharesWith: NodeId.optional(),
});
export type GraphNode = z.infer<typeof GraphNode>;

/** Carries the output of `from` to the input `port` of `to`. A port that takes several edges takes them in the listed order. */
export const GraphEdge = z.strictObject({ from: NodeId, to: NodeId, port: z.string().default('input') });
export type GraphEdge = z.infer<typeof GraphEdge>;

/** The parameters of nodes inside a block that can be set wherever it is placed, by the name they go under. */
const BlockParams = z.record(
  z.string().regex(/^(?!repeat$)[A-Za-z][A-Za-z0-9]{0,39}$/, 'must be letters and digits (at most 40), not "repeat"'),
  z.array(z.strictObject({ node: NodeId, param: z.string() })).min(1),
);

/**
 * A part of a network that can be placed several times. Inside, each `blockInput` node is one of its inputs, named by the node's id,
 * and what feeds its `blockOutput` is what it puts out.
 */
export const Block = z.strictObject({
  title: z.string().min(1).max(60),
  nodes: z.array(GraphNode),
  edges: z.array(GraphEdge),
  params: BlockParams.default({}),
  layout: z.record(NodeId, Place).default({}),
  /** Absent where there are none. */
  groups: z.array(NodeGroup).optional(),
});
export type Block = z.infer<typeof Block>;

export const Graph = z.strictObject({
  nodes: z.array(GraphNode),
  edges: z.array(GraphEdge),
  /** By the id that nodes of type `block` name; absent where there are none. */
  blocks: z.record(NodeId, Block).optional(),
});
export type Graph = z.infer<typeof Graph>;

export const edgeId = (edge: GraphEdge): string => `${edge.from}->${edge.to}:${edge.port}`;

/** A new id of the form `conv2d_3`, the smallest number that is free (Keras's own scheme, counting from 1). */
export function freshNodeId(type: string, taken: ReadonlySet<string>): NodeId {
  const stem = type.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
  return firstFree(`${stem}_`, taken);
}
