import type { LayerFactory } from '#shared/layers/define';
import type { LayerKit } from './kit';

export const coreLayers = ({ tf, withBias }: LayerKit): Pick<LayerFactory, 'dense'> => ({
  dense(args) {
    const layer = tf.layers.dense({ ...args, kernelInitializer: 'zeros', biasInitializer: 'zeros' });
    withBias(layer, args.activation, (input, kernel) => {
      if (input.rank <= 2) return tf.matMul(input, kernel);
      const features = input.shape.at(-1) ?? 1;
      const rows = tf.matMul(tf.reshape(input, [-1, features]), kernel);
      return tf.reshape(rows, [...input.shape.slice(0, -1), args.units]);
    });
    return layer;
  },
});
