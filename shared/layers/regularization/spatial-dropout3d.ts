import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { gridShape } from '../window';
import { dropChannels, rateParam } from './rate';

/** Tompson et al., "Efficient Object Localization Using Convolutional Networks", 2015 (arXiv:1411.4280). */
export const spatialDropout3d = defineLayer({
  type: 'spatialDropout3d',
  kerasClass: 'SpatialDropout3D',
  category: 'regularization',
  title: 'SpatialDropout3D',
  summary: 'While training, sets whole channels of a volume to 0: neighbouring values tell too much of each other.',
  ports: ONE_INPUT,
  params: z.strictObject({ rate: rateParam('channels') }),
  analyze([shape = []]) {
    const grid = gridShape(shape, 3);
    return grid.ok ? ok({ output: shape, weights: [], multiplyAdds: 0 }) : grid;
  },
  build: (layers, params) => layers.dropout({ ...params, noiseShape: dropChannels(3) }),
  samples: [
    { inputs: [[null, 4, 3, 2, 2]], params: {} },
    { inputs: [[null, 4, 3, 2, 2]], params: { rate: 0.25 } },
  ],
});
