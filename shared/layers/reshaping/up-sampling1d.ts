import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { lengthParam } from '../params';
import { gridShape } from '../window';

export const upSampling1d = defineLayer({
  type: 'upSampling1d',
  kerasClass: 'UpSampling1D',
  category: 'reshaping',
  title: 'UpSampling1D',
  summary: 'Repeats each step of a series, without anything to learn.',
  ports: ONE_INPUT,

  params: z.strictObject({ size: lengthParam('Size', 'How many times longer.', 2) }),
  analyze([shape = []], { size }) {
    const grid = gridShape(shape, 1);
    if (!grid.ok) return grid;
    const { batch, sizes, channels } = grid.value;
    const times = [size];
    const output = sizes.map((length, axis) => length * (times[axis] ?? 1));
    const reach = times.map(factor => ({ extent: 1, stride: 1 / factor, offset: (1 - factor) / (2 * factor) }));
    return ok({ output: [batch, ...output, channels], weights: [], multiplyAdds: 0, reach });
  },
  whyNotTfjs: () => 'TensorFlow.js enlarges pictures only; a Keras file holds it',
  build: (layers, params) => layers.upSampling(params),
  samples: [
    { inputs: [[null, 5, 2]], params: {} },
    { inputs: [[null, 5, 2]], params: { size: 3 } },
  ],
});
