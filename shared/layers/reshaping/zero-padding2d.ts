import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { gridShape } from '../window';
import { asPairs, fromPairs, sidesParam } from './sides';

export const zeroPadding2d = defineLayer({
  type: 'zeroPadding2d',
  kerasClass: 'ZeroPadding2D',
  category: 'reshaping',
  title: 'ZeroPadding2D',
  summary: 'Puts a frame of zeros around a picture.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({ padding: sidesParam('Padding', 'How wide the frame is at each side.', 1) }),
  analyze([shape = []], { padding: { top, bottom, left, right } }) {
    const grid = gridShape(shape, 2);
    if (!grid.ok) return grid;
    const { batch, sizes, channels } = grid.value;
    const [height = 0, width = 0] = sizes;
    return ok({
      output: [batch, height + top + bottom, width + left + right, channels],
      weights: [],
      multiplyAdds: 0,
      reach: [
        { extent: 1, stride: 1, offset: -top },
        { extent: 1, stride: 1, offset: -left },
      ],
    });
  },
  kerasConfig: ({ padding }) => ({ padding: asPairs(padding) }),
  fromKeras: ({ padding }) => ({ padding: fromPairs(padding) }),
  build: (layers, { name, padding }) => layers.zeroPadding2d({ name, padding: asPairs(padding) }),
  samples: [
    { inputs: [[null, 3, 4, 2]], params: {} },
    { inputs: [[null, 3, 4, 2]], params: { padding: { top: 0, bottom: 1, left: 2, right: 3 } } },
  ],
});
