import { defineLayer, ONE_INPUT } from '../define';
import { analyzePooling, pooling2dParams, pooling2dSamples } from './pooling';

export const maxPooling2d = defineLayer({
  type: 'maxPooling2d',
  kerasClass: 'MaxPooling2D',
  category: 'pooling',
  title: 'MaxPooling2D',
  summary: 'Shrinks a picture: keeps the largest value of each window, channel by channel.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: pooling2dParams,
  analyze: ([shape = []], params) => analyzePooling(shape, 2, params),
  build: (layers, params) => layers.maxPooling2d(params),
  samples: pooling2dSamples,
});
