import { z } from 'zod';
import { err, ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { gridShape } from '../window';
import { asEnds, endsParam, fromEnds } from './series-sides';

export const cropping1d = defineLayer({
  type: 'cropping1d',
  kerasClass: 'Cropping1D',
  category: 'reshaping',
  title: 'Cropping1D',
  summary: 'Cuts steps off the ends of a series.',
  ports: ONE_INPUT,
  params: z.strictObject({ cropping: endsParam('Cropping', 'How many steps to cut off at each end.', 0) }),
  analyze([shape = []], { cropping }) {
    const grid = gridShape(shape, 1);
    if (!grid.ok) return grid;
    const { batch, sizes, channels } = grid.value;
    const pairs = [asEnds(cropping)];
    const cut = pairs.map(([before, after]) => before + after);
    const output = sizes.map((size, axis) => size - (cut[axis] ?? 0));
    if (output.some(size => size <= 0)) return err({ code: 'shape/cropping', cut, received: shape });
    const reach = pairs.map(([before]) => ({ extent: 1, stride: 1, offset: before }));
    return ok({ output: [batch, ...output, channels], weights: [], multiplyAdds: 0, reach });
  },
  whyNotTfjs: () => 'TensorFlow.js crops pictures only; a Keras file holds it',
  kerasConfig: ({ cropping }) => ({ cropping: asEnds(cropping) }),
  fromKeras: ({ cropping }) => ({ cropping: fromEnds(cropping) }),
  build: (layers, { name, cropping }) => layers.cropping({ name, cropping: asEnds(cropping) }),
  samples: [
    { inputs: [[null, 5, 2]], params: {} },
    { inputs: [[null, 5, 2]], params: { cropping: { before: 2, after: 0 } } },
  ],
});
