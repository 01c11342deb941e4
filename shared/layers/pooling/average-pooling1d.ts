import { defineLayer, ONE_INPUT } from '../define';
import { analyzePooling, pooling1dParams, pooling1dSamples } from './pooling';

export const averagePooling1d = defineLayer({
  type: 'averagePooling1d',
  kerasClass: 'AveragePooling1D',
  category: 'pooling',
  title: 'AveragePooling1D',
  summary: 'Shrinks a series: keeps the mean of each window, channel by channel.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: pooling1dParams,
  analyze: ([shape = []], params) => analyzePooling(shape, 1, params),
  build: (layers, params) => layers.averagePooling1d(params),
  samples: pooling1dSamples,
});
