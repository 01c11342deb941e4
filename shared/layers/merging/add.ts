import { z } from 'zod';
import { defineLayer, MANY_INPUTS } from '../define';
import { analyzeElementwise, elementwiseSamples } from './elementwise';

export const add = defineLayer({
  type: 'add',
  kerasClass: 'Add',
  category: 'merging',
  title: 'Add',
  summary: 'Adds its inputs value by value, as the shortcut of a residual block does.',
  ports: MANY_INPUTS,
  params: z.strictObject({}),
  analyze: inputs => analyzeElementwise(inputs),
  build: (layers, params) => layers.add(params),
  samples: elementwiseSamples,
});
