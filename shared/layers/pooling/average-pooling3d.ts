import { defineLayer, ONE_INPUT } from '../define';
import { analyzePooling, pooling3dParams, pooling3dSamples } from './pooling';

export const averagePooling3d = defineLayer({
  type: 'averagePooling3d',
  kerasClass: 'AveragePooling3D',
  category: 'pooling',
  title: 'AveragePooling3D',
  summary: 'Shrinks a volume: keeps the mean of each window, channel by channel.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: pooling3dParams,
  analyze: ([shape = []], params) => analyzePooling(shape, 3, params),
  build: (
    layers,
    { poolSize: [depth = 1, height = 1, width = 1], strides: [deep = 1, down = 1, across = 1], ...params },
  ) => layers.averagePooling3d({ ...params, poolSize: [depth, height, width], strides: [deep, down, across] }),
  samples: pooling3dSamples,
});
