import type { LayerFactory } from '#shared/layers/define';
import { createBatchNormalization } from '../batch-normalization';
import { type CallContext, type LayerKit, onlyTensor } from './kit';

export const normalizationLayers = ({ tf }: LayerKit): Pick<LayerFactory, 'batchNormalization'> => ({
  batchNormalization(args = {}) {
    const layer = tf.layers.batchNormalization(args);
    const normalize = createBatchNormalization(tf, layer, args);
    layer.call = (inputs, { training = false }: Partial<CallContext>) => normalize(onlyTensor(inputs), training);
    return layer;
  },
});
