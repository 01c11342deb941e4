import { z } from 'zod';
import { EarlyStopping, ReduceOnPlateau, WeightAverage } from './callbacks';
import { Inputs, Outputs } from './ends';
import { MAX_EPOCHS } from './epochs';
import { Loss } from './losses';
import { Optimizer } from './optimizers';
import { Precision } from './precision';
import { Schedule } from './schedules/schedules';
import { Stages } from './stages';

/** How a project is trained. */
export const TrainingSettings = z.strictObject({
  loss: Loss.default('sparse_categorical_crossentropy').meta({
    title: 'Loss',
    description: 'What training makes small.',
  }),
  outputs: Outputs,
  inputs: Inputs,
  optimizer: Optimizer.prefault({ type: 'adam' }),
  schedule: Schedule.prefault({ type: 'constant' }),
  reduceOnPlateau: ReduceOnPlateau.prefault({}),
  earlyStopping: EarlyStopping.prefault({}),
  weightAverage: WeightAverage.prefault({}),
  batchSize: z
    .int()
    .min(1)
    .max(65_536)
    .default(128)
    .meta({ title: 'Batch size', description: 'Samples in each step.', unit: 'samples' }),
  epochs: z
    .int()
    .min(1)
    .max(MAX_EPOCHS)
    .default(3)
    .meta({ title: 'Epochs', description: 'How often training goes through all samples.' }),
  stages: Stages,
  precision: Precision,
  seed: z.int().min(0).max(4_294_967_295).default(42).meta({
    title: 'Seed',
    description: 'Where all randomness starts: the same seed gives the same run on the same device.',
  }),
  gradientClipping: z.enum(['none', 'global_norm', 'value']).default('none').meta({
    title: 'Gradient clipping',
    description:
      'Keeps one bad batch from moving the weights far: by the length of all gradients together, or each number alone.',
  }),
  clippingThreshold: z.number().positive().max(1e6).default(1).meta({
    title: 'Clip at',
    description: 'The largest length of all gradients, or the largest size of each number.',
  }),
  classWeights: z.enum(['none', 'balanced']).default('none').meta({
    title: 'Class weights',
    description: 'Balanced: the fewer samples a class has, the more each of them counts in the loss.',
  }),
});
export type TrainingSettings = z.infer<typeof TrainingSettings>;
