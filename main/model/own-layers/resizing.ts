import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import type { BilinearUpSampling2DArgs, ResizingArgs } from '#shared/layers/own-layers';
import { resizedRegion } from '#shared/layers/reshaping/region';
import type { OwnLayerSpec, Tfjs } from './own-layer';

/** Gives pictures [n, h, w, c] another height and width, the centres of pixels taken for their places, as Keras 3 does. */
export type Resize = (
  x: Tensor,
  size: readonly [number, number],
  interpolation: ResizingArgs['interpolation'],
) => Tensor;

const plainResize =
  (tf: Tfjs): Resize =>
  (x, [height, width], interpolation) => {
    // Four axes, as the catalogue's layers made sure of.
    const pictures = x as Tensor4D;
    return interpolation === 'nearest'
      ? tf.image.resizeNearestNeighbor(pictures, [height, width], false, true)
      : tf.image.resizeBilinear(pictures, [height, width], false, true);
  };

/** tfjs's own takes corners for centres of pixels, as Keras 2 did. */
export const bilinearUpSampling2d: OwnLayerSpec<BilinearUpSampling2DArgs> = {
  className: 'BilinearUpSampling2D',
  weights: () => [],
  outputShape([shape = []], { size: [down, across] }) {
    const [batch = null, height = null, width = null, channels = null] = shape;
    return [batch, (height ?? 0) * down, (width ?? 0) * across, channels];
  },
  compute(tf, [input], _weights, { size: [down, across] }) {
    if (!input) throw new Error('UpSampling2D takes one input.');
    const [, height = 0, width = 0] = input.shape;
    return plainResize(tf)(input, [height * down, width * across], 'bilinear');
  },
};

export const resizing: OwnLayerSpec<ResizingArgs> = {
  className: 'Resizing',
  weights: () => [],
  outputShape: ([shape = []], { height, width }) => [shape[0] ?? null, height, width, shape[3] ?? null],
  compute(tf, [input], _weights, args) {
    if (!input) throw new Error('Resizing takes one input.');
    return resizePictures(tf, plainResize(tf), input, args);
  },
};

/** Cuts the pictures or gives them a margin where their ratio is kept, and resizes what comes of it. */
export function resizePictures(tf: Tfjs, resize: Resize, x: Tensor, args: ResizingArgs): Tensor {
  const { height, width, interpolation, fillValue } = args;
  const [, ...sizes] = x.shape.slice(0, 3);
  const [rows, columns] = resizedRegion(sizes, [height, width], args);
  if (!rows || !columns) throw new Error('Pictures have a height and a width.');
  const region = (): Tensor => {
    if (args.cropToAspectRatio) {
      return tf.slice(x, [0, rows.start, columns.start, 0], [-1, rows.length, columns.length, -1]);
    }
    const [down, across] = [-rows.start, -columns.start];
    if (down === 0 && across === 0) return x;
    return tf.pad(
      x,
      [
        [0, 0],
        [down, down],
        [across, across],
        [0, 0],
      ],
      fillValue,
    );
  };
  return resize(region(), [height, width], interpolation);
}
