import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { gridShape } from '../window';

export const globalAveragePooling2d = defineLayer({
  type: 'globalAveragePooling2d',
  kerasClass: 'GlobalAveragePooling2D',
  category: 'pooling',
  title: 'GlobalAveragePooling2D',
  summary: 'Turns each channel of a picture into one number, its mean.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z.strictObject({}),
  analyze([shape = []]) {
    const grid = gridShape(shape, 2);
    if (!grid.ok) return grid;
    return ok({ output: [grid.value.batch, grid.value.channels], weights: [], multiplyAdds: 0 });
  },
  build: (layers, params) => layers.globalAveragePooling2d(params),
  samples: [{ inputs: [[null, 4, 6, 3]], params: {} }],
});
