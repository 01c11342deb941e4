import { defineLayer, ONE_INPUT } from '../define';
import { analyzeGlobalPooling, globalPoolingParams, globalPoolingSamples, whyNotTfjsKeepdims } from './pooling';

export const globalAveragePooling1d = defineLayer({
  type: 'globalAveragePooling1d',
  kerasClass: 'GlobalAveragePooling1D',
  category: 'pooling',
  title: 'GlobalAveragePooling1D',
  summary: 'Turns each channel of a series into one number, its mean.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: globalPoolingParams,
  analyze: ([shape = []], params) => analyzeGlobalPooling(shape, 1, params),
  whyNotTfjs: whyNotTfjsKeepdims,
  build: (layers, { name, keepdims }) =>
    keepdims ? layers.globalPooling({ name, keepdims, mode: 'average' }) : layers.globalAveragePooling1d({ name }),
  samples: globalPoolingSamples([null, 5, 3]),
});
