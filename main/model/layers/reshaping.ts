import type { LayerFactory } from '#shared/layers/define';
import { createOwnLayer } from '../own-layers/own-layer';
import { bilinearUpSampling2d, type Resize, resizePictures, resizing } from '../own-layers/resizing';
import type { Tensor } from '../tensorflow';
import { type LayerKit, onlyTensor } from './kit';

type Family = Pick<LayerFactory, 'bilinearUpSampling2d' | 'resizing'>;

export const reshapingLayers = ({ tf, ops }: LayerKit): Family => {
  /** By TensorFlow's own ops: tfjs's gradients take corners for centres of pixels. */
  const resize: Resize = (pictures, size, interpolation) =>
    tf.customGrad((...inputs) => {
      const [x, save] = inputs;
      if (!(x instanceof tf.Tensor) || typeof save !== 'function') throw new Error('Resizing takes one tensor.');
      save([x]);
      return {
        value: ops.resize(interpolation, x, size),
        gradFunc: (dy: Tensor, saved: Tensor[]) => ops.resizeGrad(interpolation, dy, onlyTensor(saved)),
      };
    })(pictures);
  return {
    bilinearUpSampling2d(args) {
      const layer = createOwnLayer(tf, bilinearUpSampling2d, args);
      const [down, across] = args.size;
      layer.call = input => {
        const x = onlyTensor(input);
        const [, height = 0, width = 0] = x.shape;
        return resize(x, [height * down, width * across], 'bilinear');
      };
      return layer;
    },
    resizing(args) {
      const layer = createOwnLayer(tf, resizing, args);
      layer.call = input => tf.tidy(() => resizePictures(tf, resize, onlyTensor(input), args));
      return layer;
    },
  };
};
