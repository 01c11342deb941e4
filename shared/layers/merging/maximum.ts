import { z } from 'zod';
import { defineLayer, MANY_INPUTS } from '../define';
import { analyzeElementwise, elementwiseSamples } from './elementwise';

export const maximum = defineLayer({
  type: 'maximum',
  kerasClass: 'Maximum',
  category: 'merging',
  title: 'Maximum',
  summary: 'Takes the largest of its inputs, value by value.',
  ports: MANY_INPUTS,
  params: z.strictObject({}),
  analyze: inputs => analyzeElementwise(inputs),
  build: (layers, params) => layers.maximum(params),
  samples: elementwiseSamples,
});
