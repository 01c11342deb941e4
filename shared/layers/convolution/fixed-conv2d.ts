import { z } from 'zod';
import { elementCount } from '../../graph/shape';
import { ok } from '../../result';
import { defineLayer, ONE_INPUT } from '../define';
import { isRecord, isSerialized } from '../keras-config';
import { gridShape, slide, windowReach } from '../window';
import { CLASSIC_KERNELS, type ClassicKernelId } from './kernels';
import { depthwiseParams } from './params';

// Object.keys gives plain strings; these are the ids, of which there is one at least.
const CLASSICS = Object.keys(CLASSIC_KERNELS) as [ClassicKernelId, ...ClassicKernelId[]];

const params = z.strictObject({
  kernel: z
    .enum([...CLASSICS, 'typed_in'])
    .default('sobel_x')
    .meta({
      title: 'Kernel',
      description: 'What every channel is filtered with: one of the classics, or the values below.',
    }),
  values: z
    .array(z.number().min(-1000).max(1000))
    .min(1)
    .max(121)
    .refine(
      values => Number.isInteger(Math.sqrt(values.length)),
      'must be as many as fill a square, row by row: 9, 25 …',
    )
    .default([0, 0, 0, 0, 1, 0, 0, 0, 0])
    .meta({ title: 'Values', description: 'The kernel row by row, from the top left, where it is "typed_in".' }),
  strides: depthwiseParams.strides,
  padding: depthwiseParams.padding,
});

const classicValues = (id: ClassicKernelId): readonly number[] => CLASSIC_KERNELS[id].rows.flat();

/** The kernel row by row, and how many values a row has. */
function kernelOf({ kernel, values }: Pick<z.output<typeof params>, 'kernel' | 'values'>) {
  const row = kernel === 'typed_in' ? values : classicValues(kernel);
  return { values: row, size: Math.round(Math.sqrt(row.length)) };
}

/** In Keras a frozen depthwise convolution, whose initializer is the kernel itself, the same for all channels. */
const constant = ({ values, size }: ReturnType<typeof kernelOf>) => ({
  module: 'keras.initializers',
  class_name: 'Constant',
  config: {
    value: Array.from({ length: size }, (_, row) => values.slice(row * size, (row + 1) * size).map(value => [[value]])),
  },
  registered_name: null,
});

const sameKernel = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, index) => Math.abs(value - (b[index] ?? 0)) < 1e-6);

/**
 * Filters pictures as editors do. Multiply-adds: output height · output width · kernel height · kernel width · input channels.
 */
export const fixedConv2d = defineLayer({
  type: 'fixedConv2d',
  kerasClass: 'DepthwiseConv2D',
  category: 'convolution',
  title: 'Fixed kernel',
  summary: 'Filters each channel with a kernel that is chosen, not learned: edges, blur, sharpen, emboss.',
  ports: ONE_INPUT,
  hasDataFormat: true,
  params,
  analyze([shape = []], { strides, padding, ...chosen }) {
    const kernel = kernelOf(chosen);
    const grid = gridShape(shape, 2);
    if (!grid.ok) return grid;
    const size = [kernel.size, kernel.size];
    const window = { param: 'kernel', size, strides, padding };
    const slid = slide(shape, grid.value, window);
    if (!slid.ok) return slid;
    const { batch, channels } = grid.value;
    const weights = [
      { name: 'kernel', shape: [...size, channels, 1], initializer: { kernel: kernel.values }, trainable: false },
    ];
    const multiplyAdds = elementCount(slid.value) * kernel.values.length * channels;
    const reach = windowReach(grid.value, window);
    return ok({ output: [batch, ...slid.value, channels], weights, multiplyAdds, reach });
  },
  kerasConfig({ strides, padding, ...chosen }) {
    const kernel = kernelOf(chosen);
    return {
      kernel_size: [kernel.size, kernel.size],
      strides,
      padding,
      use_bias: false,
      depthwise_initializer: constant(kernel),
      trainable: false,
    };
  },
  fromKeras({ depthwise_initializer: initializer, strides, padding, trainable }) {
    if (trainable !== false || !isSerialized(initializer) || initializer.class_name !== 'Constant') return undefined;
    const given = isRecord(initializer.config) ? initializer.config.value : undefined;
    const values = z.array(z.array(z.array(z.array(z.number()).length(1)).length(1))).safeParse(given);
    if (!values.success) return undefined;
    const row = values.data.flat(3);
    const kernel = CLASSICS.find(id => sameKernel(classicValues(id), row));
    return { ...(kernel ? { kernel } : { kernel: 'typed_in', values: row }), strides, padding };
  },
  build(layers, { name, strides, padding, ...chosen }) {
    const { size } = kernelOf(chosen);
    const kernelSize: [number, number] = [size, size];
    const layer = layers.depthwiseConv2d({ name, kernelSize, strides, padding, useBias: false, trainable: false });
    const build = layer.build.bind(layer);
    // tfjs tells only weights that are there already that they are not to be trained.
    layer.build = shape => {
      build(shape);
      layer.trainable = false;
    };
    return layer;
  },
  samples: [
    { inputs: [[null, 6, 5, 2]], params: {} },
    { inputs: [[null, 6, 5, 1]], params: { kernel: 'gaussian_blur', padding: 'same', strides: [2, 2] } },
    { inputs: [[null, 4, 4, 2]], params: { kernel: 'typed_in', values: [0.5, -1, 2, 0.25] } },
  ],
});
