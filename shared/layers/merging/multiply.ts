import { z } from 'zod';
import { defineLayer, MANY_INPUTS } from '../define';
import { analyzeElementwise, elementwiseSamples } from './elementwise';

export const multiply = defineLayer({
  type: 'multiply',
  kerasClass: 'Multiply',
  category: 'merging',
  title: 'Multiply',
  summary: 'Multiplies its inputs value by value, as a gate or a squeeze-and-excitation block does.',
  ports: MANY_INPUTS,
  params: z.strictObject({}),
  analyze: inputs => analyzeElementwise(inputs),
  build: (layers, params) => layers.multiply(params),
  samples: elementwiseSamples,
});
