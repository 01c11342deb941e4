import { defineLayer, ONE_INPUT } from '../define';
import { analyzeGlobalPooling, globalPoolingParams, globalPoolingSamples } from './pooling';

export const globalMaxPooling3d = defineLayer({
  type: 'globalMaxPooling3d',
  kerasClass: 'GlobalMaxPooling3D',
  category: 'pooling',
  title: 'GlobalMaxPooling3D',
  summary: 'Turns each channel of a volume into one number, its largest value.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: globalPoolingParams,
  analyze: ([shape = []], params) => analyzeGlobalPooling(shape, 3, params),
  whyNotTfjs: () => 'TensorFlow.js has no such layer: pool with MaxPooling3D over the whole volume',
  build: (layers, { name, keepdims }) => layers.globalPooling({ name, keepdims, mode: 'max' }),
  samples: globalPoolingSamples([null, 3, 4, 2, 3]),
});
