import type { LayerFactory } from '#shared/layers/define';
import { hashSeeds } from '../../random/random';
import type { Tensor } from '../tensorflow';
import { type LayerContext, type LayerKit, onlyTensor } from './kit';

/** tfjs's own layers draw in JavaScript, and with a seed repeat what they drew for ever. */
export const regularizationLayers = ({ tf, ops, seed }: LayerKit): Pick<LayerFactory, 'dropout' | 'gaussianNoise'> => {
  /** Where the randomness of a layer starts in a step: int32 [2]. */
  const stepSeed = (layerSeed: number, step: Tensor | undefined, layer: string): Tensor => {
    if (!step) throw new Error(`Layer ${layer} in a training step needs the number of the step.`);
    return tf.stack([tf.scalar(layerSeed, 'int32'), step]);
  };

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
          const drawn = ops.statelessUniform(shape, stepSeed(layerSeed, step, layer.name));
          const kept = tf.cast(tf.greaterEqual(drawn, args.rate), 'float32');
          return tf.mul(input, tf.mul(kept, 1 / (1 - args.rate)));
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
          const drawn = ops.statelessNormal(input.shape, stepSeed(layerSeed, step, layer.name));
          return tf.add(input, tf.mul(drawn, args.stddev));
        });
      };
      return layer;
    },
  };
};
