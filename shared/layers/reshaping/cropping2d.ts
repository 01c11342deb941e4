import { z } from 'zod';
import { err, ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { gridShape } from '../window';
import { asPairs, fromPairs, sidesParam } from './sides';

export const cropping2d = defineLayer({
  type: 'cropping2d',
  kerasClass: 'Cropping2D',
  category: 'reshaping',
  title: 'Cropping2D',
  summary: 'Cuts the sides of a picture off.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({ cropping: sidesParam('Cropping', 'How much to cut off at each side.', 0) }),
  analyze([shape = []], { cropping: { top, bottom, left, right } }) {
    const grid = gridShape(shape, 2);
    if (!grid.ok) return grid;
    const { batch, sizes, channels } = grid.value;
    const [height = 0, width = 0] = sizes;
    const cut = [top + bottom, left + right] as const;
    if (cut[0] >= height || cut[1] >= width) return err({ code: 'shape/cropping', cut, received: shape });
    const reach = [top, left].map(offset => ({ extent: 1, stride: 1, offset }));
    return ok({ output: [batch, height - cut[0], width - cut[1], channels], weights: [], multiplyAdds: 0, reach });
  },
  kerasConfig: ({ cropping }) => ({ cropping: asPairs(cropping) }),
  fromKeras: ({ cropping }) => ({ cropping: fromPairs(cropping) }),
  build: (layers, { name, cropping }) => layers.cropping2D({ name, cropping: asPairs(cropping) }),
  samples: [
    { inputs: [[null, 3, 4, 2]], params: {} },
    { inputs: [[null, 4, 6, 2]], params: { cropping: { top: 0, bottom: 1, left: 2, right: 1 } } },
  ],
});
