import type { LayerFactory } from '#shared/layers/define';
import { hashSeeds } from '../../random/random';
import { type LayerContext, type LayerKit, onlyTensor } from './kit';

/** tfjs's own Dropout draws in JavaScript and with a seed repeats its mask for ever. */
export const regularizationLayers = ({ tf, ops, seed }: LayerKit): Pick<LayerFactory, 'dropout'> => ({
  dropout(args) {
    const layer = tf.layers.dropout(args);
    const layerSeed = hashSeeds([seed, 'dropout', args.name ?? '']);
    layer.call = (inputs, { training, step }: Partial<LayerContext>) => {
      const input = onlyTensor(inputs);
      if (!training || args.rate === 0) return input;
      if (!step) throw new Error('Dropout in a training step needs the number of the step.');
      return tf.tidy(() => {
        const drawn = ops.statelessUniform(input.shape, tf.stack([tf.scalar(layerSeed, 'int32'), step]));
        const kept = tf.cast(tf.greaterEqual(drawn, args.rate), 'float32');
        return tf.mul(input, tf.mul(kept, 1 / (1 - args.rate)));
      });
    };
    return layer;
  },
});
