import { z } from 'zod';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { gridShape } from '../window';
import { resizedRegion } from './region';
import { interpolationParam } from './resize';

const pixels = (title: string) =>
  z
    .int()
    .min(1)
    .max(4096)
    .default(224)
    .meta({ title, description: `The ${title.toLowerCase()} of what it puts out.`, unit: 'pixels' });

export const resizing = defineLayer({
  type: 'resizing',
  kerasClass: 'Resizing',
  category: 'reshaping',
  title: 'Resizing',
  summary: 'Gives pictures another height and width, such as those that the layers behind it want.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params: z
    .strictObject({
      height: pixels('Height'),
      width: pixels('Width'),
      interpolation: interpolationParam('bilinear'),
      cropToAspectRatio: z.boolean().default(false).meta({
        title: 'Crop to aspect ratio',
        description: 'Cuts off what does not fit, so that nothing is stretched.',
      }),
      padToAspectRatio: z.boolean().default(false).meta({
        title: 'Pad to aspect ratio',
        description: 'Adds a margin on the shorter sides, so that nothing is stretched.',
      }),
      fillValue: z.number().default(0).meta({ title: 'Fill value', description: 'What the margin is filled with.' }),
    })
    .refine(params => !(params.cropToAspectRatio && params.padToAspectRatio), {
      message: 'cannot be on together with crop to aspect ratio',
      path: ['padToAspectRatio'],
    }),
  analyze([shape = []], params) {
    const grid = gridShape(shape, 2);
    if (!grid.ok) return grid;
    const { batch, sizes, channels } = grid.value;
    const size = [params.height, params.width];
    const region = resizedRegion(sizes, size, params);
    const reach = size.map((length, axis) => {
      const stride = (region[axis]?.length ?? 1) / length;
      const extent = params.interpolation === 'bilinear' && stride !== 1 ? 2 : 1;
      return { extent, stride, offset: (region[axis]?.start ?? 0) + (stride - 1) / 2 };
    });
    return ok({ output: [batch, ...size, channels], weights: [], multiplyAdds: 0, reach });
  },
  whyNotTfjs: () => "TensorFlow.js's layer takes other pixels than Keras 3's: resize the pictures beforehand",
  build: (layers, params) => layers.resizing(params),
  samples: [
    { inputs: [[null, 3, 4, 2]], params: { height: 6, width: 8 } },
    { inputs: [[null, 7, 5, 2]], params: { height: 4, width: 6, interpolation: 'nearest' } },
    { inputs: [[null, 3, 4, 1]], params: { height: 7, width: 2 } },
    { inputs: [[null, 4, 9, 2]], params: { height: 5, width: 4, cropToAspectRatio: true } },
    { inputs: [[null, 4, 7, 2]], params: { height: 5, width: 5, padToAspectRatio: true, fillValue: 0.5 } },
  ],
});
