import { z } from 'zod';
import { defineLayer } from '../define';
import { analyzeElementwise, pairSamples, TWO_INPUTS } from './elementwise';

export const subtract = defineLayer({
  type: 'subtract',
  kerasClass: 'Subtract',
  category: 'merging',
  title: 'Subtract',
  summary: 'Takes the second input from the first, value by value.',
  ports: TWO_INPUTS,
  params: z.strictObject({}),
  analyze: inputs => analyzeElementwise(inputs),
  whyNotTfjs: () => 'TensorFlow.js has no layer Subtract: use Rescaling with a scale of -1, and Add',
  build: (layers, params) => layers.subtract(params),
  samples: pairSamples,
});
