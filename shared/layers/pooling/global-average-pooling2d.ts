import { defineLayer, ONE_INPUT } from '../define';
import { analyzeGlobalPooling, globalPoolingParams, globalPoolingSamples, whyNotTfjsKeepdims } from './pooling';

export const globalAveragePooling2d = defineLayer({
  type: 'globalAveragePooling2d',
  kerasClass: 'GlobalAveragePooling2D',
  category: 'pooling',
  title: 'GlobalAveragePooling2D',
  summary: 'Turns each channel of a picture into one number, its mean.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: globalPoolingParams,
  analyze: ([shape = []], params) => analyzeGlobalPooling(shape, 2, params),
  whyNotTfjs: whyNotTfjsKeepdims,
  build: (layers, { name, keepdims }) =>
    keepdims ? layers.globalPooling({ name, keepdims, mode: 'average' }) : layers.globalAveragePooling2d({ name }),
  samples: globalPoolingSamples([null, 4, 6, 3]),
});
