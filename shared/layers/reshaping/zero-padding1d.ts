import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { gridShape } from '../window';
import { asEnds, endsParam, fromEnds } from './series-sides';

export const zeroPadding1d = defineLayer({
  type: 'zeroPadding1d',
  kerasClass: 'ZeroPadding1D',
  category: 'reshaping',
  title: 'ZeroPadding1D',
  summary: 'Puts zeros before and after a series.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({ padding: endsParam('Padding', 'How many zeros stand at each end.', 1) }),
  analyze([shape = []], { padding }) {
    const grid = gridShape(shape, 1);
    if (!grid.ok) return grid;
    const { batch, sizes, channels } = grid.value;
    const pairs = [asEnds(padding)];
    const output = sizes.map((size, axis) => size + (pairs[axis]?.[0] ?? 0) + (pairs[axis]?.[1] ?? 0));
    const reach = pairs.map(([before]) => ({ extent: 1, stride: 1, offset: -before }));
    return ok({ output: [batch, ...output, channels], weights: [], multiplyAdds: 0, reach });
  },
  whyNotTfjs: () => 'TensorFlow.js pads pictures only; a Keras file holds it',
  kerasConfig: ({ padding }) => ({ padding: asEnds(padding) }),
  fromKeras: ({ padding }) => ({ padding: fromEnds(padding) }),
  build: (layers, { name, padding }) => layers.zeroPadding({ name, padding: asEnds(padding) }),
  samples: [
    { inputs: [[null, 5, 2]], params: {} },
    { inputs: [[null, 5, 2]], params: { padding: { before: 2, after: 0 } } },
  ],
});
