import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { rateParam } from './rate';

/** Srivastava et al., "Dropout", 2014, section 10. */
export const gaussianDropout = defineLayer({
  type: 'gaussianDropout',
  kerasClass: 'GaussianDropout',
  category: 'regularization',
  title: 'GaussianDropout',
  summary: 'While training, multiplies each value with random noise around 1; otherwise changes nothing.',
  ports: ONE_INPUT,
  params: z.strictObject({
    rate: rateParam('values').meta({
      title: 'Rate',
      description: 'How strong the noise is: its deviation is √(rate / (1 - rate)), as that of Dropout.',
      unit: '0 to 1',
    }),
  }),
  analyze: ([shape = []]) => ok({ output: shape, weights: [], multiplyAdds: 0 }),
  build: (layers, params) => layers.gaussianDropout(params),
  samples: [
    { inputs: [[null, 8]], params: {} },
    { inputs: [[null, 4, 4, 2]], params: { rate: 0.25 } },
  ],
});
