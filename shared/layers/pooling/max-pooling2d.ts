import { defineLayer, ONE_INPUT } from '../define';
import { analyzePooling, poolingParams, poolingSamples } from './pooling';

export const maxPooling2d = defineLayer({
  type: 'maxPooling2d',
  kerasClass: 'MaxPooling2D',
  category: 'pooling',
  title: 'MaxPooling2D',
  summary: 'Shrinks a picture: keeps the largest value of each window, channel by channel.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: poolingParams,
  analyze: ([shape = []], params) => analyzePooling(shape, params),
  build: (layers, params) => layers.maxPooling2d(params),
  samples: poolingSamples,
});
