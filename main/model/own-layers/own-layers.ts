import { tfjsActivation } from '#shared/layers/activations';
import type { LayerFactory } from '#shared/layers/define';
import type { OwnLayers, RecurrentConfig, WrappedRecurrent } from '#shared/layers/own-layers';
import { registerOwnActivations } from './activations';
import { attention, multiHeadAttention } from './attention';
import { bilinearUpSampling2d } from './bilinear-up-sampling2d';
import { groupNormalization } from './group-normalization';
import { groupedConv2d } from './grouped-conv2d';
import { createOwnLayer, type Tfjs } from './own-layer';
import { bidirectional, gru } from './recurrent';
import { subtract } from './subtract';

const ownLayers = (tf: Tfjs): OwnLayers => ({
  subtract: args => createOwnLayer(tf, subtract, args),
  groupedConv2d: args => createOwnLayer(tf, groupedConv2d, args),
  bilinearUpSampling2d: args => createOwnLayer(tf, bilinearUpSampling2d, args),
  groupNormalization: args => createOwnLayer(tf, groupNormalization, args),
  simpleRnn: config => tf.layers.simpleRNN(tfjsConfig(config)),
  lstm: config => tf.layers.lstm(tfjsConfig(config)),
  gru: config => (config.resetAfter ? createOwnLayer(tf, gru, config) : tf.layers.gru(tfjsConfig(config))),
  bidirectional(args) {
    if (args.layer.config.resetAfter) return createOwnLayer(tf, bidirectional, args);
    const { name, mergeMode, layer } = args;
    return tf.layers.bidirectional({ name, mergeMode, layer: tfjsRecurrent(tf, layer) });
  },
  multiHeadAttention: args => createOwnLayer(tf, multiHeadAttention, args),
  attention: args => createOwnLayer(tf, attention, args),
});

/** A recurrent layer's arguments as tfjs takes them; it takes long to make an orthogonal matrix, and the weights are filled in at once. */
const tfjsConfig = ({ activation, recurrentActivation = 'sigmoid', ...config }: RecurrentConfig) => ({
  ...config,
  activation: tfjsActivation(activation),
  recurrentActivation: tfjsActivation(recurrentActivation),
  recurrentInitializer: 'zeros' as const,
});

function tfjsRecurrent(tf: Tfjs, { className, config }: WrappedRecurrent) {
  switch (className) {
    case 'SimpleRNN':
      return tf.layers.simpleRNN(tfjsConfig(config));
    case 'LSTM':
      return tf.layers.lstm(tfjsConfig(config));
    case 'GRU':
      return tf.layers.gru(tfjsConfig(config));
  }
}

/** Every layer of the catalogue in plain tfjs: tfjs's own, and ours for what it lacks. */
export function plainLayers(tf: Tfjs): LayerFactory {
  registerOwnActivations(tf);
  return { ...tf.layers, ...ownLayers(tf) };
}
