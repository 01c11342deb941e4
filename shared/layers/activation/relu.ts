import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';

const level = z.number().min(0).max(1_000_000);

/** Activation has the plain relu and relu6 as well; this one has Keras's settings of them. */
export const relu = defineLayer({
  type: 'relu',
  kerasClass: 'ReLU',
  category: 'activation',
  title: 'ReLU',
  summary: 'Keeps what is above a threshold, up to a largest value: relu6 has a largest value of 6.',
  ports: ONE_INPUT,
  params: z.strictObject({
    maxValue: level
      .nullable()
      .default(null)
      .meta({ title: 'Max value', description: 'What is above becomes this; empty is no limit.' }),
    negativeSlope: level.default(0).meta({
      title: 'Negative slope',
      description: 'How steep it is below the threshold; 0 makes all of that 0.',
    }),
    threshold: level.default(0).meta({ title: 'Threshold', description: 'The value from which on values pass.' }),
  }),
  analyze: ([shape = []]) => ok({ output: shape, weights: [], multiplyAdds: 0 }),
  whyNotTfjs: ({ negativeSlope, threshold }) =>
    negativeSlope === 0 && threshold === 0
      ? undefined
      : "TensorFlow.js's ReLU has no slope and no threshold: set both to 0, or use LeakyReLU",
  build: (layers, { name, maxValue, negativeSlope, threshold }) =>
    negativeSlope === 0 && threshold === 0
      ? layers.reLU(maxValue === null ? { name } : { name, maxValue })
      : layers.shapedRelu({ name, maxValue, negativeSlope, threshold }),
  samples: [
    { inputs: [[null, 3, 5]], params: {} },
    { inputs: [[null, 6]], params: { maxValue: 6 } },
    { inputs: [[null, 6]], params: { maxValue: 0.5, negativeSlope: 0.25 } },
    { inputs: [[null, 4, 4, 2]], params: { threshold: 0.5, negativeSlope: 0.1 } },
    { inputs: [[null, 4, 4, 2]], params: { threshold: 0.25, maxValue: 1 } },
  ],
});
