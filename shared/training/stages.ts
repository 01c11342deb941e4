import { z } from 'zod';
import { NodeId } from '../graph/graph';
import { MAX_EPOCHS } from './epochs';
import { Schedule } from './schedules/schedules';

const Nodes = z.array(NodeId).max(10_000).default([]);

/** Which nodes a stage trains. A node that is frozen itself stays so, whatever is said here. */
export const TrainableSet = z.discriminatedUnion('which', [
  z.strictObject({ which: z.literal('all') }),
  z.strictObject({ which: z.literal('only'), nodes: Nodes }),
  z.strictObject({ which: z.literal('allBut'), nodes: Nodes }),
]);
export type TrainableSet = z.infer<typeof TrainableSet>;

/** Nodes that learn at a rate of their own: the stage's, at every step, times the factor. */
export const RateGroup = z.strictObject({
  nodes: Nodes,
  factor: z.number().positive().max(1000).default(0.1).meta({
    title: 'Times',
    description: "What the stage's learning rate is multiplied by for these layers, at every step.",
  }),
});
export type RateGroup = z.infer<typeof RateGroup>;

/**
 * A stretch of a run. It starts with a new optimizer, as recompiling does in Keras: moments that were gathered while other
 * layers were frozen, or at other rates, would push the first steps astray.
 */
export const Stage = z.strictObject({
  name: z.string().max(60).default('').meta({ title: 'Name', description: 'What the curves and the status call it.' }),
  epochs: z
    .int()
    .min(1)
    .max(MAX_EPOCHS)
    .default(1)
    .meta({ title: 'Epochs', description: 'How often this stage goes through all samples.' }),
  trainable: TrainableSet.prefault({ which: 'all' }),
  learningRate: z.number().positive().max(1000).optional().meta({
    title: 'Learning rate',
    description: "Where this stage's schedule starts, or its peak; where it is left out, the optimizer's.",
  }),
  rates: z.array(RateGroup).max(100).default([]),
  schedule: Schedule.prefault({ type: 'constant' }),
  stopEarly: z.boolean().default(false).meta({
    title: 'End early',
    description:
      'Ends the stage when the monitored value has not become better for a while. What follows, early or not, begins with its best weights.',
  }),
  patience: z.int().min(0).max(MAX_EPOCHS).default(5).meta({
    title: 'Patience',
    description: 'How many epochs without a better value this stage waits for.',
    unit: 'epochs',
  }),
});
export type Stage = z.infer<typeof Stage>;

export const MAX_STAGES = 100;
/** In order; with none, the run is one stage of the settings beside it. */
export const Stages = z.array(Stage).max(MAX_STAGES).default([]);

/** Whether a stage leaves a node's weights as they are. */
export const isFrozenBy = (trainable: TrainableSet, node: NodeId): boolean => {
  switch (trainable.which) {
    case 'all':
      return false;
    case 'only':
      return !trainable.nodes.includes(node);
    case 'allBut':
      return trainable.nodes.includes(node);
  }
};
