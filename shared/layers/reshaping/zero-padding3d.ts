import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { gridShape } from '../window';
import { asVolumePairs, fromVolumePairs, volumeSidesParam } from './series-sides';

export const zeroPadding3d = defineLayer({
  type: 'zeroPadding3d',
  kerasClass: 'ZeroPadding3D',
  category: 'reshaping',
  title: 'ZeroPadding3D',
  summary: 'Puts zeros around a volume.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({ padding: volumeSidesParam('Padding', 'How many zeros stand at each side.', 1) }),
  analyze([shape = []], { padding }) {
    const grid = gridShape(shape, 3);
    if (!grid.ok) return grid;
    const { batch, sizes, channels } = grid.value;
    const pairs = asVolumePairs(padding);
    const output = sizes.map((size, axis) => size + (pairs[axis]?.[0] ?? 0) + (pairs[axis]?.[1] ?? 0));
    const reach = pairs.map(([before]) => ({ extent: 1, stride: 1, offset: -before }));
    return ok({ output: [batch, ...output, channels], weights: [], multiplyAdds: 0, reach });
  },
  whyNotTfjs: () => 'TensorFlow.js pads pictures only; a Keras file holds it',
  kerasConfig: ({ padding }) => ({ padding: asVolumePairs(padding) }),
  fromKeras: ({ padding }) => ({ padding: fromVolumePairs(padding) }),
  build: (layers, { name, padding }) => layers.zeroPadding({ name, padding: asVolumePairs(padding) }),
  samples: [
    { inputs: [[null, 3, 4, 5, 2]], params: {} },
    { inputs: [[null, 3, 4, 5, 2]], params: { padding: { front: 1, back: 0, top: 0, bottom: 2, left: 1, right: 1 } } },
  ],
});
