import { z } from 'zod';
import { defineSchedule } from './define';

/** Keras's `PolynomialDecay` over the whole run. */
export const polynomialDecay = defineSchedule({
  type: 'polynomialDecay',
  title: 'Polynomial decay',
  summary: "Starts at the optimizer's learning rate and reaches another one at the end of the run.",
  settings: {
    endLearningRate: z.number().min(0).max(1000).default(0.0001).meta({
      title: 'End rate',
      description: 'The learning rate at the end of the run.',
    }),
    power: z.number().positive().max(100).default(1).meta({
      title: 'Power',
      description: '1 falls along a straight line; more falls fast at first, less falls fast at the end.',
    }),
  },
  rate: ({ endLearningRate, power }, step, { learningRate, steps }) =>
    endLearningRate + (learningRate - endLearningRate) * (1 - Math.min(step, steps) / steps) ** power,
});
