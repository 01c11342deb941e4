import { z } from 'zod';

const learningRate = (initial: number) =>
  z
    .number()
    .positive()
    .max(1000)
    .default(initial)
    .meta({ title: 'Learning rate', description: 'How far each step moves the weights.' });

const epsilon = z
  .number()
  .positive()
  .max(1)
  .default(1e-7)
  .meta({ title: 'Epsilon', description: 'Added to the divisor, so that nothing is divided by 0.' });

const decayRate = (title: string, initial: number, description: string) =>
  z.number().min(0).lt(1).default(initial).meta({ title, description, unit: '0 to 1' });

const momentum = decayRate('Momentum', 0, 'How much of the last step is repeated.');

/** Keras's optimizers with Keras's defaults; `type` is the Keras name in lower case. */
export const optimizers = {
  adam: z.strictObject({
    type: z.literal('adam'),
    learningRate: learningRate(0.001),
    beta1: decayRate('Beta 1', 0.9, "How slowly the gradient's mean follows."),
    beta2: decayRate('Beta 2', 0.999, "How slowly the gradient's squared mean follows."),
    epsilon,
  }),
  sgd: z.strictObject({
    type: z.literal('sgd'),
    learningRate: learningRate(0.01),
    momentum,
    nesterov: z
      .boolean()
      .default(false)
      .meta({ title: 'Nesterov', description: 'Looks one step ahead (needs momentum).' }),
  }),
  rmsprop: z.strictObject({
    type: z.literal('rmsprop'),
    learningRate: learningRate(0.001),
    rho: decayRate('Rho', 0.9, "How slowly the gradient's squared mean follows."),
    momentum,
    epsilon,
  }),
} as const;

export const Optimizer = z.discriminatedUnion('type', [optimizers.adam, optimizers.sgd, optimizers.rmsprop]);
export type Optimizer = z.infer<typeof Optimizer>;
export type OptimizerType = Optimizer['type'];
export const OPTIMIZER_TYPES: readonly OptimizerType[] = ['adam', 'sgd', 'rmsprop'];
