import { defineLayer, ONE_INPUT } from '../define';
import { analyzePooling, pooling3dParams, pooling3dSamples } from './pooling';

export const maxPooling3d = defineLayer({
  type: 'maxPooling3d',
  kerasClass: 'MaxPooling3D',
  category: 'pooling',
  title: 'MaxPooling3D',
  summary: 'Shrinks a volume: keeps the largest value of each window, channel by channel.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: pooling3dParams,
  analyze: ([shape = []], params) => analyzePooling(shape, 3, params),
  build: (
    layers,
    { poolSize: [depth = 1, height = 1, width = 1], strides: [deep = 1, down = 1, across = 1], ...params },
  ) => layers.maxPooling3d({ ...params, poolSize: [depth, height, width], strides: [deep, down, across] }),
  samples: pooling3dSamples,
});
