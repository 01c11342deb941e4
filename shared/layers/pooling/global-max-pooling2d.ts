import { z } from 'zod';
import { defineLayer, ONE_INPUT } from '../define';
import { analyzeGlobalPooling } from './pooling';

export const globalMaxPooling2d = defineLayer({
  type: 'globalMaxPooling2d',
  kerasClass: 'GlobalMaxPooling2D',
  category: 'pooling',
  title: 'GlobalMaxPooling2D',
  summary: 'Turns each channel of a picture into one number, its largest value.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({}),
  analyze: ([shape = []]) => analyzeGlobalPooling(shape, 2),
  build: (layers, params) => layers.globalMaxPooling2d(params),
  samples: [{ inputs: [[null, 4, 6, 3]], params: {} }],
});
