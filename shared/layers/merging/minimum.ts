import { z } from 'zod';
import { defineLayer, MANY_INPUTS } from '../define';
import { analyzeElementwise, elementwiseSamples } from './elementwise';

export const minimum = defineLayer({
  type: 'minimum',
  kerasClass: 'Minimum',
  category: 'merging',
  title: 'Minimum',
  summary: 'Takes the smallest of its inputs, value by value.',
  ports: MANY_INPUTS,
  params: z.strictObject({}),
  analyze: inputs => analyzeElementwise(inputs),
  build: (layers, params) => layers.minimum(params),
  samples: elementwiseSamples,
});
