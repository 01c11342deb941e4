import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { rateParam } from './rate';

/** Klambauer et al., "Self-Normalizing Neural Networks", 2017 (arXiv:1706.02515). */
export const alphaDropout = defineLayer({
  type: 'alphaDropout',
  kerasClass: 'AlphaDropout',
  category: 'regularization',
  title: 'AlphaDropout',
  summary: 'The Dropout for selu: while training, drops values so that mean and deviation stay as they are.',
  ports: ONE_INPUT,
  params: z.strictObject({ rate: rateParam('values') }),
  analyze: ([shape = []]) => ok({ output: shape, weights: [], multiplyAdds: 0 }),
  build: (layers, params) => layers.alphaDropout(params),
  samples: [
    { inputs: [[null, 8]], params: {} },
    { inputs: [[null, 4, 4, 2]], params: { rate: 0.25 } },
  ],
});
