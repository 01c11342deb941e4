import type { LayerFactory } from '#shared/layers/define';
import { bilinearUpSampling2d } from '../own-layers/bilinear-up-sampling2d';
import { createOwnLayer } from '../own-layers/own-layer';
import type { Tensor } from '../tensorflow';
import { type LayerKit, onlyTensor } from './kit';

export const reshapingLayers = ({ tf, ops }: LayerKit): Pick<LayerFactory, 'bilinearUpSampling2d'> => ({
  /** By TensorFlow's own ops: tfjs's gradient of it takes corners for centres of pixels. */
  bilinearUpSampling2d(args) {
    const layer = createOwnLayer(tf, bilinearUpSampling2d, args);
    const [down, across] = args.size;
    const enlarge = tf.customGrad((...inputs) => {
      const [x, save] = inputs;
      if (!(x instanceof tf.Tensor) || typeof save !== 'function') throw new Error('UpSampling2D takes one tensor.');
      const [, height = 0, width = 0] = x.shape;
      save([x]);
      return {
        value: ops.resizeBilinear(x, [height * down, width * across]),
        gradFunc: (dy: Tensor, saved: Tensor[]) => ops.resizeBilinearGrad(dy, onlyTensor(saved)),
      };
    });
    layer.call = input => enlarge(onlyTensor(input));
    return layer;
  },
});
