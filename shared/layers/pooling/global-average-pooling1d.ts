import { z } from 'zod';
import { defineLayer, ONE_INPUT } from '../define';
import { analyzeGlobalPooling } from './pooling';

export const globalAveragePooling1d = defineLayer({
  type: 'globalAveragePooling1d',
  kerasClass: 'GlobalAveragePooling1D',
  category: 'pooling',
  title: 'GlobalAveragePooling1D',
  summary: 'Turns each channel of a series into one number, its mean.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({}),
  analyze: ([shape = []]) => analyzeGlobalPooling(shape, 1),
  build: (layers, params) => layers.globalAveragePooling1d(params),
  samples: [{ inputs: [[null, 5, 3]], params: {} }],
});
