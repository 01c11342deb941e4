import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { sizeParam } from '../params';
import { gridShape } from '../window';
import { interpolationParam, whyNotTfjsBilinear } from './resize';

export const upSampling2d = defineLayer({
  type: 'upSampling2d',
  kerasClass: 'UpSampling2D',
  category: 'reshaping',
  title: 'UpSampling2D',
  summary: 'Enlarges a picture a whole number of times, without anything to learn.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({
    size: sizeParam('Size', 'How many times higher and wider.', [2, 2]),
    interpolation: interpolationParam('nearest'),
  }),
  analyze([shape = []], { size, interpolation }) {
    const grid = gridShape(shape, 2);
    if (!grid.ok) return grid;
    const { batch, sizes, channels } = grid.value;
    const output = [batch, ...sizes.map((length, axis) => length * (size[axis] ?? 1)), channels];
    const reach = size.map(times => ({
      extent: interpolation === 'bilinear' && times > 1 ? 2 : 1,
      stride: 1 / times,
      offset: (1 - times) / (2 * times),
    }));
    return ok({ output, weights: [], multiplyAdds: 0, reach });
  },
  whyNotTfjs: ({ interpolation }) => whyNotTfjsBilinear(interpolation),
  build: (layers, { name, size, interpolation }) =>
    interpolation === 'nearest'
      ? layers.upSampling2d({ name, size, interpolation })
      : layers.bilinearUpSampling2d({ name, size }),
  samples: [
    { inputs: [[null, 3, 4, 2]], params: {} },
    { inputs: [[null, 3, 4, 2]], params: { size: [1, 3] } },
    { inputs: [[null, 3, 4, 2]], params: { size: [3, 2], interpolation: 'bilinear' } },
  ],
});
