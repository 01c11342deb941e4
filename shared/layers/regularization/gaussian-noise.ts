import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';

export const gaussianNoise = defineLayer({
  type: 'gaussianNoise',
  kerasClass: 'GaussianNoise',
  category: 'regularization',
  title: 'GaussianNoise',
  summary: 'While training, adds random noise to the values; otherwise changes nothing.',
  ports: ONE_INPUT,
  params: z.strictObject({
    stddev: z
      .number()
      .min(0)
      .max(1000)
      .default(0.1)
      .meta({ title: 'Deviation', description: 'The standard deviation of the noise, whose mean is 0.' }),
  }),
  analyze: ([shape = []]) => ok({ output: shape, weights: [], multiplyAdds: 0 }),
  build: (layers, params) => layers.gaussianNoise(params),
  samples: [
    { inputs: [[null, 8]], params: {} },
    { inputs: [[null, 4, 4, 2]], params: { stddev: 0.5 } },
  ],
});
