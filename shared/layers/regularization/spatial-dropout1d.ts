import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { gridShape } from '../window';
import { dropChannels, rateParam } from './rate';

/** Tompson et al., "Efficient Object Localization Using Convolutional Networks", 2015 (arXiv:1411.4280). */
export const spatialDropout1d = defineLayer({
  type: 'spatialDropout1d',
  kerasClass: 'SpatialDropout1D',
  category: 'regularization',
  title: 'SpatialDropout1D',
  summary: 'While training, sets whole channels of a series to 0: neighbouring values tell too much of each other.',
  ports: ONE_INPUT,
  params: z.strictObject({ rate: rateParam('channels') }),
  analyze([shape = []]) {
    const grid = gridShape(shape, 1);
    return grid.ok ? ok({ output: shape, weights: [], multiplyAdds: 0 }) : grid;
  },
  build: (layers, params) => layers.dropout({ ...params, noiseShape: dropChannels(1) }),
  samples: [
    { inputs: [[null, 4, 3]], params: {} },
    { inputs: [[null, 4, 3]], params: { rate: 0.25 } },
  ],
});
