import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer } from '../define';

export const input = defineLayer({
  type: 'input',
  kerasClass: 'InputLayer',
  category: 'core',
  title: 'Input',
  summary: 'Where the data enters: one sample of the given shape.',
  ports: [],
  params: z.strictObject({
    shape: z
      .array(z.int().min(1).max(65_536))
      .min(1)
      .max(5)
      .default([28, 28, 1])
      .meta({ title: 'Shape', description: 'The shape of one sample: height, width, channels for pictures.' }),
  }),
  analyze: (_inputs, { shape }) => ok({ output: [null, ...shape], weights: [], multiplyAdds: 0 }),
  kerasConfig: ({ shape }) => ({ batch_shape: [null, ...shape] }),
  fromKeras({ batch_shape: shape, batch_input_shape: olderShape }) {
    const [, ...sample] = [shape ?? olderShape ?? []].flat();
    return { shape: sample };
  },
  build: (layers, { name, shape }) => layers.inputLayer({ name, inputShape: shape }),
  samples: [
    { inputs: [], params: { shape: [28, 28, 1] } },
    { inputs: [], params: { shape: [2] } },
  ],
});
