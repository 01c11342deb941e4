import { z } from 'zod';
import { NodeId } from '../graph/graph';
import { WhichWeights } from './runs';
import { WireTensor } from './tensor';

/** What one output that learns classes makes of a part of the data. */
export const OutputEvaluation = z.object({
  node: NodeId,
  /** What of the dataset it learns: the class of each sample, or of each pixel. */
  target: z.string(),
  kind: z.enum(['class', 'class-map']),
  classes: z.array(z.string()),
  /** How many of a class (row) are taken for which (column). */
  confusion: z.array(z.array(z.int())),
  /**
   * Of each sample, in the order of the part: its class, that which it is taken for, its loss, and the output for that class,
   * [n, 4]; `null` where pixels are told apart.
   */
  samples: WireTensor.nullable(),
});
export type OutputEvaluation = z.infer<typeof OutputEvaluation>;

/** How good a run's network is on a part of its data. */
export const RunEvaluation = z.object({
  run: z.string(),
  weights: WhichWeights,
  /** Steps that the weights were trained for. */
  step: z.int(),
  split: z.enum(['training', 'validation']),
  samples: z.int(),
  loss: z.number(),
  accuracy: z.number().optional(),
  /** By their names in a run's points. */
  metrics: z.record(z.string(), z.number()),
  outputs: z.array(OutputEvaluation),
});
export type RunEvaluation = z.infer<typeof RunEvaluation>;
