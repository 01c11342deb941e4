import { z } from 'zod';
import { MonitorName } from './monitor';

const monitor = MonitorName.default('val_loss').meta({
  title: 'Monitor',
  description:
    'What is compared from epoch to epoch, by its name in Keras. One that a run does not measure decides nothing.',
});
const epochCount = (title: string, initial: number, fewest: number, description: string) =>
  z.int().min(fewest).max(100_000).default(initial).meta({ title, description, unit: 'epochs' });
const minDelta = (initial: number) =>
  z.number().min(0).max(1e6).default(initial).meta({
    title: 'Least change',
    description: 'A value must be better than the best by more than this to count as better.',
  });

/** Keeping the best weights, and Keras's `EarlyStopping`. */
export const EarlyStopping = z.strictObject({
  keepBest: z.boolean().default(true).meta({
    title: 'Keep the best',
    description: 'Keeps the weights of the best epoch beside the last ones, to export, look inside or go on from.',
  }),
  monitor,
  enabled: z.boolean().default(false).meta({
    title: 'Stop early',
    description:
      'Ends the run when the monitored value has not become better for a while. With stages, in the last one only; each has its own.',
  }),
  patience: epochCount('Patience', 5, 0, 'How many epochs without a better value are waited for.'),
  minDelta: minDelta(0),
  startFromEpoch: epochCount('Not before', 0, 0, 'The first epochs, which are not looked at.'),
  restoreBest: z.boolean().default(false).meta({
    title: 'End with the best',
    description:
      'When the run ends, the best weights become those of its network, and are what is exported unless you choose.',
  }),
});
export type EarlyStopping = z.infer<typeof EarlyStopping>;

/** Keras's `ReduceLROnPlateau`. */
export const ReduceOnPlateau = z.strictObject({
  enabled: z.boolean().default(false).meta({
    title: 'On a plateau',
    description:
      'Lowers the learning rate when the monitored value has not become better for a while, beside the schedule.',
  }),
  monitor,
  factor: z.number().positive().lt(1).default(0.1).meta({
    title: 'Factor',
    description: 'What the learning rate is multiplied by each time.',
    unit: '0 to 1',
  }),
  patience: epochCount('Patience', 10, 0, 'How many epochs without a better value are waited for.'),
  minDelta: minDelta(0.0001),
  cooldown: epochCount('Cooldown', 0, 0, 'How many epochs are not counted after the rate was lowered.'),
  minLearningRate: z.number().min(0).max(1000).default(0).meta({
    title: 'Lowest rate',
    description: 'The learning rate is not lowered beyond this.',
  }),
});
export type ReduceOnPlateau = z.infer<typeof ReduceOnPlateau>;

/** `use_ema`, `ema_momentum` and `ema_overwrite_frequency` of Keras's optimizers. */
export const WeightAverage = z.strictObject({
  enabled: z.boolean().default(false).meta({
    title: 'Average',
    description:
      'Keeps a moving average of the weights. It is what is validated, looked into and exported, while training goes on with the weights themselves.',
  }),
  momentum: z.number().min(0).max(1).default(0.99).meta({
    title: 'Momentum',
    description: 'How much of the average each step keeps; the rest of it is the new weights.',
    unit: '0 to 1',
  }),
  overwriteFrequency: z.int().min(0).max(1_000_000_000).default(0).meta({
    title: 'Overwrite every',
    description: 'After so many steps the average takes the place of the weights; 0 for never.',
    unit: 'steps',
  }),
});
export type WeightAverage = z.infer<typeof WeightAverage>;
