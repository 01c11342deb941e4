import { defineLayer, ONE_INPUT } from '../define';
import { analyzeGlobalPooling, globalPoolingParams, globalPoolingSamples, whyNotTfjsKeepdims } from './pooling';

export const globalMaxPooling1d = defineLayer({
  type: 'globalMaxPooling1d',
  kerasClass: 'GlobalMaxPooling1D',
  category: 'pooling',
  title: 'GlobalMaxPooling1D',
  summary: 'Turns each channel of a series into one number, its largest value.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: globalPoolingParams,
  analyze: ([shape = []], params) => analyzeGlobalPooling(shape, 1, params),
  whyNotTfjs: whyNotTfjsKeepdims,
  build: (layers, { name, keepdims }) =>
    keepdims ? layers.globalPooling({ name, keepdims, mode: 'max' }) : layers.globalMaxPooling1d({ name }),
  samples: globalPoolingSamples([null, 5, 3]),
});
