import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { volumeParam } from '../params';
import { gridShape } from '../window';

export const upSampling3d = defineLayer({
  type: 'upSampling3d',
  kerasClass: 'UpSampling3D',
  category: 'reshaping',
  title: 'UpSampling3D',
  summary: 'Enlarges a volume a whole number of times by repeating its values.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({ size: volumeParam('Size', 'How many times deeper, higher and wider.', 2) }),
  analyze([shape = []], { size }) {
    const grid = gridShape(shape, 3);
    if (!grid.ok) return grid;
    const { batch, sizes, channels } = grid.value;
    const times = size;
    const output = sizes.map((length, axis) => length * (times[axis] ?? 1));
    const reach = times.map(factor => ({ extent: 1, stride: 1 / factor, offset: (1 - factor) / (2 * factor) }));
    return ok({ output: [batch, ...output, channels], weights: [], multiplyAdds: 0, reach });
  },
  whyNotTfjs: () => 'TensorFlow.js enlarges pictures only; a Keras file holds it',
  build: (layers, params) => layers.upSampling(params),
  samples: [
    { inputs: [[null, 3, 4, 5, 2]], params: {} },
    { inputs: [[null, 3, 4, 5, 2]], params: { size: [1, 2, 3] } },
  ],
});
