import { z } from 'zod';
import { Loss } from './losses';
import { Optimizer } from './optimizers';

/** How a project is trained. */
export const TrainingSettings = z.strictObject({
  loss: Loss.default('sparse_categorical_crossentropy').meta({
    title: 'Loss',
    description: 'What training makes small.',
  }),
  optimizer: Optimizer.prefault({ type: 'adam' }),
  batchSize: z
    .int()
    .min(1)
    .max(65_536)
    .default(128)
    .meta({ title: 'Batch size', description: 'Samples in each step.', unit: 'samples' }),
  epochs: z
    .int()
    .min(1)
    .max(100_000)
    .default(3)
    .meta({ title: 'Epochs', description: 'How often training goes through all samples.' }),
  seed: z.int().min(0).max(4_294_967_295).default(42).meta({
    title: 'Seed',
    description: 'Where all randomness starts: the same seed gives the same run on the same device.',
  }),
});
export type TrainingSettings = z.infer<typeof TrainingSettings>;
