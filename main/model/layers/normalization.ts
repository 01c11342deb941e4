import type { LayerFactory } from '#shared/layers/define';
import { createBatchNormalization } from '../batch-normalization';
import { createLayerNormalization } from '../layer-normalization';
import { type LayerContext, type LayerKit, onlyTensor } from './kit';

type Family = Pick<LayerFactory, 'batchNormalization' | 'layerNormalization'>;

export const normalizationLayers = ({ tf }: LayerKit): Family => ({
  batchNormalization(args = {}) {
    const layer = tf.layers.batchNormalization(args);
    const normalize = createBatchNormalization(tf, layer, args);
    // As in Keras 3: a frozen one normalizes by its moving averages in training, too, and leaves them as they are.
    layer.call = (inputs, { training = false, trainable = true }: Partial<LayerContext>) =>
      normalize(onlyTensor(inputs), training && trainable);
    return layer;
  },
  layerNormalization(args = {}) {
    const layer = tf.layers.layerNormalization(args);
    const normalize = createLayerNormalization(tf, layer, args);
    layer.call = inputs => normalize(onlyTensor(inputs));
    return layer;
  },
});
