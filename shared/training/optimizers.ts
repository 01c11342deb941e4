import { z } from 'zod';

const learningRate = (initial: number) =>
  z.number().positive().max(1000).default(initial).meta({
    title: 'Learning rate',
    description: 'How far each step moves the weights; where a schedule starts, or its peak.',
  });

const epsilon = z
  .number()
  .positive()
  .max(1)
  .default(1e-7)
  .meta({ title: 'Epsilon', description: 'Added to the divisor, so that nothing is divided by 0.' });

const decayRate = (title: string, initial: number, description: string) =>
  z.number().min(0).lt(1).default(initial).meta({ title, description, unit: '0 to 1' });

const momentum = decayRate('Momentum', 0, 'How much of the last step is repeated.');

const adam = {
  learningRate: learningRate(0.001),
  beta1: decayRate('Beta 1', 0.9, "How slowly the gradient's mean follows."),
  beta2: decayRate('Beta 2', 0.999, "How slowly the gradient's squared mean follows."),
  epsilon,
};

/** Keras's optimizers with Keras's defaults; `type` is the Keras name in lower case. */
export const optimizers = {
  adam: z.strictObject({ type: z.literal('adam'), ...adam }),
  adamw: z.strictObject({
    type: z.literal('adamw'),
    ...adam,
    weightDecay: z.number().min(0).max(1).default(0.004).meta({
      title: 'Weight decay',
      description: 'The part of every weight, times the learning rate, that each step takes off.',
      unit: '0 to 1',
    }),
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
  adagrad: z.strictObject({
    type: z.literal('adagrad'),
    learningRate: learningRate(0.001),
    initialAccumulatorValue: z.number().min(0).max(1000).default(0.1).meta({
      title: 'Initial accumulator',
      description: 'Where the sum of the squared gradients starts: the larger, the smaller the first steps.',
    }),
    epsilon,
  }),
} as const;

export const Optimizer = z.discriminatedUnion('type', [
  optimizers.adam,
  optimizers.adamw,
  optimizers.sgd,
  optimizers.rmsprop,
  optimizers.adagrad,
]);
export type Optimizer = z.infer<typeof Optimizer>;
export type OptimizerType = Optimizer['type'];
export const OPTIMIZER_TYPES: readonly OptimizerType[] = ['adam', 'adamw', 'sgd', 'rmsprop', 'adagrad'];

/** What Keras calls the class, and people the optimizer. */
export const optimizerNames: Readonly<Record<OptimizerType, string>> = {
  adam: 'Adam',
  adamw: 'AdamW',
  sgd: 'SGD',
  rmsprop: 'RMSprop',
  adagrad: 'Adagrad',
};
