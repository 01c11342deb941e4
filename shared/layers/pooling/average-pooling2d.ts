import { defineLayer, ONE_INPUT } from '../define';
import { analyzePooling, pooling2dParams, pooling2dSamples } from './pooling';

export const averagePooling2d = defineLayer({
  type: 'averagePooling2d',
  kerasClass: 'AveragePooling2D',
  category: 'pooling',
  title: 'AveragePooling2D',
  summary: 'Shrinks a picture: keeps the mean of each window, channel by channel.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: pooling2dParams,
  analyze: ([shape = []], params) => analyzePooling(shape, 2, params),
  build: (layers, params) => layers.averagePooling2d(params),
  samples: pooling2dSamples,
});
