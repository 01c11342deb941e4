import { z } from 'zod';
import { ok } from '../../result';
import { ACTIVATIONS, Activation, tfjsActivation } from '../activations';
import { defineLayer, ONE_INPUT } from '../define';

export const activation = defineLayer({
  type: 'activation',
  kerasClass: 'Activation',
  category: 'activation',
  title: 'Activation',
  summary: 'Applies a function to every value, such as relu: max(0, x).',
  ports: ONE_INPUT,
  params: z.strictObject({
    activation: Activation.default('relu').meta({ title: 'Function', description: 'The function to apply.' }),
  }),
  analyze: ([shape = []]) => ok({ output: shape, weights: [], multiplyAdds: 0 }),
  build: (layers, { name, activation }) => layers.activation({ name, activation: tfjsActivation(activation) }),
  samples: ACTIVATIONS.map(name => ({ inputs: [[null, 3, 5]], params: { activation: name } })),
});
