import { defineLayer, ONE_INPUT } from '../define';
import { analyzePooling, poolingParams, poolingSamples } from './pooling';

export const averagePooling2d = defineLayer({
  type: 'averagePooling2d',
  kerasClass: 'AveragePooling2D',
  category: 'pooling',
  title: 'AveragePooling2D',
  summary: 'Shrinks a picture: keeps the mean of each window, channel by channel.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: poolingParams,
  analyze: ([shape = []], params) => analyzePooling(shape, params),
  build: (layers, params) => layers.averagePooling2d(params),
  samples: poolingSamples,
});
