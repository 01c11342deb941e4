import type { LayerFactory } from '#shared/layers/define';
import { hashSeeds } from '../../random/random';
import { dropoutMask, stepSeed } from './draw';
import { type LayerContext, type LayerKit, onlyTensor } from './kit';

type Family = Pick<LayerFactory, 'dropout' | 'gaussianNoise' | 'gaussianDropout' | 'alphaDropout'>;

/** tfjs's own layers draw in JavaScript, and with a seed repeat what they drew for ever. */
export const regularizationLayers = (kit: LayerKit): Family => {
  const { tf, ops, seed } = kit;
  return {
    dropout(args) {
      const layer = tf.layers.dropout(args);
      const layerSeed = hashSeeds([seed, 'dropout', args.name ?? '']);
      layer.call = (inputs, { training, step }: Partial<LayerContext>) => {
        const input = onlyTensor(inputs);
        if (!training || args.rate === 0) return input;
        return tf.tidy(() => {
          // Where the noise has no size of its own, it is the input's.
          const shape = input.shape.map((size, axis) => args.noiseShape?.[axis] ?? size);
          return tf.mul(input, dropoutMask(kit, shape, args.rate, stepSeed(kit, layerSeed, step, layer.name)));
        });
      };
      return layer;
    },
    gaussianNoise(args) {
      const layer = tf.layers.gaussianNoise(args);
      const layerSeed = hashSeeds([seed, 'gaussianNoise', layer.name]);
      layer.call = (inputs, { training, step }: Partial<LayerContext>) => {
        const input = onlyTensor(inputs);
        if (!training || args.stddev === 0) return input;
        return tf.tidy(() => {
          const drawn = ops.statelessNormal(input.shape, stepSeed(kit, layerSeed, step, layer.name));
          return tf.add(input, tf.mul(drawn, args.stddev));
        });
      };
      return layer;
    },
    gaussianDropout(args) {
      const layer = tf.layers.gaussianDropout(args);
      const layerSeed = hashSeeds([seed, 'gaussianDropout', layer.name]);
      layer.call = (inputs, { training, step }: Partial<LayerContext>) => {
        const input = onlyTensor(inputs);
        if (!training || args.rate === 0) return input;
        return tf.tidy(() => {
          const drawn = ops.statelessNormal(input.shape, stepSeed(kit, layerSeed, step, layer.name));
          return tf.mul(input, tf.add(tf.mul(drawn, Math.sqrt(args.rate / (1 - args.rate))), 1));
        });
      };
      return layer;
    },
    alphaDropout(args) {
      const layer = tf.layers.alphaDropout(args);
      const layerSeed = hashSeeds([seed, 'alphaDropout', layer.name]);
      // What keeps mean and deviation after some values have become selu's lowest.
      const a = 1 / Math.sqrt((1 - args.rate) * (1 + args.rate * SELU_LOWEST ** 2));
      const b = -a * SELU_LOWEST * args.rate;
      layer.call = (inputs, { training, step }: Partial<LayerContext>) => {
        const input = onlyTensor(inputs);
        if (!training || args.rate === 0) return input;
        return tf.tidy(() => {
          const drawn = ops.statelessUniform(input.shape, stepSeed(kit, layerSeed, step, layer.name));
          const kept = tf.cast(tf.greaterEqual(drawn, args.rate), 'float32');
          const dropped = tf.mul(tf.sub(1, kept), SELU_LOWEST);
          return tf.add(tf.mul(tf.add(tf.mul(input, kept), dropped), a), b);
        });
      };
      return layer;
    },
  };
};

/** The value that selu comes to for large negative ones: -alpha · scale. */
const SELU_LOWEST = -1.673_263_242_354_377_2 * 1.050_700_987_355_480_5;
