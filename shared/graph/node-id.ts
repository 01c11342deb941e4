import { z } from 'zod';

/** A node's id is also its Keras layer name, so it must be one that Keras and TensorFlow take. */
export const NodeId = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
    'must start with a letter and hold only letters, digits, "_" and "-" (at most 64)',
  );
export type NodeId = z.infer<typeof NodeId>;
