import { z } from 'zod';
import { err, ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { gridShape } from '../window';
import { asVolumePairs, fromVolumePairs, volumeSidesParam } from './series-sides';

export const cropping3d = defineLayer({
  type: 'cropping3d',
  kerasClass: 'Cropping3D',
  category: 'reshaping',
  title: 'Cropping3D',
  summary: 'Cuts the sides of a volume off.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({ cropping: volumeSidesParam('Cropping', 'How much to cut off at each side.', 0) }),
  analyze([shape = []], { cropping }) {
    const grid = gridShape(shape, 3);
    if (!grid.ok) return grid;
    const { batch, sizes, channels } = grid.value;
    const pairs = asVolumePairs(cropping);
    const cut = pairs.map(([before, after]) => before + after);
    const output = sizes.map((size, axis) => size - (cut[axis] ?? 0));
    if (output.some(size => size <= 0)) return err({ code: 'shape/cropping', cut, received: shape });
    const reach = pairs.map(([before]) => ({ extent: 1, stride: 1, offset: before }));
    return ok({ output: [batch, ...output, channels], weights: [], multiplyAdds: 0, reach });
  },
  whyNotTfjs: () => 'TensorFlow.js crops pictures only; a Keras file holds it',
  kerasConfig: ({ cropping }) => ({ cropping: asVolumePairs(cropping) }),
  fromKeras: ({ cropping }) => ({ cropping: fromVolumePairs(cropping) }),
  build: (layers, { name, cropping }) => layers.cropping({ name, cropping: asVolumePairs(cropping) }),
  samples: [
    { inputs: [[null, 3, 4, 5, 2]], params: {} },
    { inputs: [[null, 3, 4, 5, 2]], params: { cropping: { front: 1, back: 0, top: 0, bottom: 2, left: 1, right: 1 } } },
  ],
});
