import { z } from 'zod';
import { defineLayer, ONE_INPUT } from '../define';
import { analyzeGlobalPooling } from './pooling';

export const globalMaxPooling1d = defineLayer({
  type: 'globalMaxPooling1d',
  kerasClass: 'GlobalMaxPooling1D',
  category: 'pooling',
  title: 'GlobalMaxPooling1D',
  summary: 'Turns each channel of a series into one number, its largest value.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({}),
  analyze: ([shape = []]) => analyzeGlobalPooling(shape, 1),
  build: (layers, params) => layers.globalMaxPooling1d(params),
  samples: [{ inputs: [[null, 5, 3]], params: {} }],
});
