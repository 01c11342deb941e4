import { defineLayer, ONE_INPUT } from '../define';
import { analyzeGlobalPooling, globalPoolingParams, globalPoolingSamples } from './pooling';

export const globalAveragePooling3d = defineLayer({
  type: 'globalAveragePooling3d',
  kerasClass: 'GlobalAveragePooling3D',
  category: 'pooling',
  title: 'GlobalAveragePooling3D',
  summary: 'Turns each channel of a volume into one number, its mean.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: globalPoolingParams,
  analyze: ([shape = []], params) => analyzeGlobalPooling(shape, 3, params),
  whyNotTfjs: () => 'TensorFlow.js has no such layer: pool with AveragePooling3D over the whole volume',
  build: (layers, { name, keepdims }) => layers.globalPooling({ name, keepdims, mode: 'average' }),
  samples: globalPoolingSamples([null, 3, 4, 2, 3]),
});
