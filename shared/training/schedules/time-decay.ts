import { z } from 'zod';
import { defineSchedule } from './define';

/** learningRate / (1 + decay · step): the `decay` of Keras's optimizers before 2.11, and `InverseTimeDecay` of one step. */
export const timeDecay = defineSchedule({
  type: 'timeDecay',
  title: 'Time decay',
  summary: "Starts at the optimizer's learning rate and falls ever more slowly.",
  settings: {
    decay: z.number().min(0).max(1000).default(0.001).meta({
      title: 'Decay',
      description: 'The rate is divided by 1 + decay × steps done: with 0.001 it is halved after 1000 steps.',
      unit: 'per step',
    }),
  },
  rate: ({ decay }, step, { learningRate }) => learningRate / (1 + decay * step),
});
