import { z } from 'zod';

/** A node's id is also its Keras layer name, so it must be one that Keras and TensorFlow take. */
export const NodeId = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
    'must start with a letter and hold only letters, digits, "_" and "-" (at most 64)',
  );
export type NodeId = z.infer<typeof NodeId>;

export const GraphNode = z.strictObject({
  id: NodeId,
  /** A key of the layer catalogue, such as `conv2d`. */
  type: z.string(),
  /** What the layer's own schema takes; what is left out has the layer's default. */
  params: z.record(z.string(), z.json()).default({}),
  /** `false`: frozen, in every stage. Its weights stay as they are, and batch normalization runs as in inference, as in Keras. */
  trainable: z.boolean().optional(),
});
export type GraphNode = z.infer<typeof GraphNode>;

/** Carries the output of `from` to the input `port` of `to`. A port that takes several edges takes them in the listed order. */
export const GraphEdge = z.strictObject({ from: NodeId, to: NodeId, port: z.string().default('input') });
export type GraphEdge = z.infer<typeof GraphEdge>;

export const Graph = z.strictObject({ nodes: z.array(GraphNode), edges: z.array(GraphEdge) });
export type Graph = z.infer<typeof Graph>;

export const edgeId = (edge: GraphEdge): string => `${edge.from}->${edge.to}:${edge.port}`;

/** A new id of the form `conv2d_3`, the smallest number that is free (Keras's own scheme, counting from 1). */
export function freshNodeId(type: string, taken: ReadonlySet<string>): NodeId {
  const stem = type.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
  let number = 1;
  while (taken.has(`${stem}_${number}`)) number++;
  return `${stem}_${number}`;
}
