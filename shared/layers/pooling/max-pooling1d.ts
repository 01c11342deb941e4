import { defineLayer, ONE_INPUT } from '../define';
import { analyzePooling, pooling1dParams, pooling1dSamples } from './pooling';

export const maxPooling1d = defineLayer({
  type: 'maxPooling1d',
  kerasClass: 'MaxPooling1D',
  category: 'pooling',
  title: 'MaxPooling1D',
  summary: 'Shrinks a series: keeps the largest value of each window, channel by channel.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: pooling1dParams,
  analyze: ([shape = []], params) => analyzePooling(shape, 1, params),
  build: (layers, params) => layers.maxPooling1d(params),
  samples: pooling1dSamples,
});
