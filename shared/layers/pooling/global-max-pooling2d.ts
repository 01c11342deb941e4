import { defineLayer, ONE_INPUT } from '../define';
import { analyzeGlobalPooling, globalPoolingParams, globalPoolingSamples, whyNotTfjsKeepdims } from './pooling';

export const globalMaxPooling2d = defineLayer({
  type: 'globalMaxPooling2d',
  kerasClass: 'GlobalMaxPooling2D',
  category: 'pooling',
  title: 'GlobalMaxPooling2D',
  summary: 'Turns each channel of a picture into one number, its largest value.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: globalPoolingParams,
  analyze: ([shape = []], params) => analyzeGlobalPooling(shape, 2, params),
  whyNotTfjs: whyNotTfjsKeepdims,
  build: (layers, { name, keepdims }) =>
    keepdims ? layers.globalPooling({ name, keepdims, mode: 'max' }) : layers.globalMaxPooling2d({ name }),
  samples: globalPoolingSamples([null, 4, 6, 3]),
});
