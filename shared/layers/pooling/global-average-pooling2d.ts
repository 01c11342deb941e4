import { z } from 'zod';
import { defineLayer, ONE_INPUT } from '../define';
import { analyzeGlobalPooling } from './pooling';

export const globalAveragePooling2d = defineLayer({
  type: 'globalAveragePooling2d',
  kerasClass: 'GlobalAveragePooling2D',
  category: 'pooling',
  title: 'GlobalAveragePooling2D',
  summary: 'Turns each channel of a picture into one number, its mean.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({}),
  analyze: ([shape = []]) => analyzeGlobalPooling(shape, 2),
  build: (layers, params) => layers.globalAveragePooling2d(params),
  samples: [{ inputs: [[null, 4, 6, 3]], params: {} }],
});
