import { z } from 'zod';
import { defineLayer, MANY_INPUTS } from '../define';
import { analyzeElementwise, elementwiseSamples } from './elementwise';

export const average = defineLayer({
  type: 'average',
  kerasClass: 'Average',
  category: 'merging',
  title: 'Average',
  summary: 'Takes the mean of its inputs, value by value.',
  ports: MANY_INPUTS,
  params: z.strictObject({}),
  analyze: inputs => analyzeElementwise(inputs),
  build: (layers, params) => layers.average(params),
  samples: elementwiseSamples,
});
