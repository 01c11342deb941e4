import { z } from 'zod';
import { sampleSize } from '../../graph/shape';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { rateParam } from './rate';

export const dropout = defineLayer({
  type: 'dropout',
  kerasClass: 'Dropout',
  category: 'regularization',
  title: 'Dropout',
  summary: 'While training, sets a random part of the values to 0 and scales up the rest; otherwise changes nothing.',
  ports: ONE_INPUT,
  params: z.strictObject({
    rate: rateParam('values'),
  }),
  // Beside the output the mask of what was dropped.
  analyze: ([shape = []]) => ok({ output: shape, weights: [], multiplyAdds: 0, kept: 2 * (sampleSize(shape) ?? 0) }),
  build: (layers, params) => layers.dropout(params),
  samples: [
    { inputs: [[null, 8]], params: {} },
    { inputs: [[null, 4, 4, 2]], params: { rate: 0.25 } },
  ],
});
