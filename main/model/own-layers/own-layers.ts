import type { BuiltLayer, LayerFactory } from '#shared/layers/define';
import type { OwnLayers, RecurrentConfig, WrappedRecurrent } from '#shared/layers/own-layers';
import { tfjsInitializer } from '#shared/layers/tfjs-initializers';
import { tfjsParams } from '#shared/layers/tfjs-params';
import { attention, multiHeadAttention } from './attention';
import { cropping, upSampling, zeroPadding } from './borders';
import { globalPooling } from './global-pooling';
import { dilatedDepthwiseConv2d, groupedConv2d, groupedConv3d } from './grid-convolutions';
import { groupNormalization } from './group-normalization';
import { normalization, rmsNormalization, unitNormalization } from './normalization';
import { createOwnLayer, type OwnLayerSpec, type Tfjs } from './own-layer';
import { prepareTfjs } from './prepare';
import { bidirectional, gru } from './recurrent';
import { bilinearUpSampling2d, resizing } from './resizing';
import { causalConv1d, conv1dTranspose, depthwiseConv1d, groupedConv1d, separableConv1d } from './series-convolutions';
import { axisSoftmax, scaledElu, shapedRelu } from './shaped-activations';
import { subtract } from './subtract';

type ArgsOf<Method extends keyof OwnLayers> = Parameters<OwnLayers[Method]>[0];
type SpecsOf<Methods extends keyof OwnLayers> = { readonly [Method in Methods]: OwnLayerSpec<ArgsOf<Method>> };

/** What tfjs lacks altogether, by the factory's methods. */
const specs: SpecsOf<Exclude<keyof OwnLayers, 'simpleRnn' | 'lstm' | 'gru' | 'bidirectional'>> = {
  subtract,
  groupedConv2d,
  groupedConv3d,
  dilatedDepthwiseConv2d,
  bilinearUpSampling2d,
  groupNormalization,
  conv1dTranspose,
  causalConv1d,
  groupedConv1d,
  depthwiseConv1d,
  separableConv1d,
  zeroPadding,
  cropping,
  upSampling,
  shapedRelu,
  scaledElu,
  axisSoftmax,
  resizing,
  normalization,
  unitNormalization,
  rmsNormalization,
  globalPooling,
  multiHeadAttention,
  attention,
};

/** All classes of our own: those that tfjs lacks, and those that it has in another form. */
export const ownSpecs: readonly OwnLayerSpec<never>[] = [...Object.values(specs), gru, bidirectional];

const ownLayers = (tf: Tfjs): OwnLayers => ({
  ...methodsOf(tf),
  simpleRnn: config => naming(tf, tf.layers.simpleRNN(tfjsConfig(config)), config),
  lstm: config => naming(tf, tf.layers.lstm(tfjsConfig(config)), config),
  gru: config =>
    config.resetAfter ? createOwnLayer(tf, gru, config) : naming(tf, tf.layers.gru(tfjsConfig(config)), config),
  bidirectional(args) {
    if (args.layer.config.resetAfter) return createOwnLayer(tf, bidirectional, args);
    const { name, mergeMode, layer } = args;
    const forwards = tfjsRecurrent(tf, layer);
    const both = tf.layers.bidirectional({ name, mergeMode, layer: forwards });
    naming(tf, forwards, layer.config);
    return both;
  },
});

/** Each makes the layer of its spec. `Object.fromEntries` forgets which is which, hence the cast. */
const methodsOf = (tf: Tfjs) =>
  Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, (args: never) => createOwnLayer(tf, spec, args)]),
  ) as Pick<OwnLayers, keyof typeof specs>;

/** Lets a layer write the recurrent initializer that was chosen, although it begins with zeros. */
function naming<Layer extends BuiltLayer>(tf: Tfjs, layer: Layer, { recurrentInitializer }: RecurrentConfig): Layer {
  const chosen = tfjsInitializer(recurrentInitializer ?? 'orthogonal');
  const { kernelInitializer = null } = tf.layers.dense({ units: 1, kernelInitializer: chosen }).getConfig();
  const getConfig = layer.getConfig.bind(layer);
  layer.getConfig = () => ({ ...getConfig(), recurrentInitializer: kernelInitializer });
  return layer;
}

/** A recurrent layer's arguments as tfjs takes them; it takes long to make an orthogonal matrix, and the weights are filled in at once. */
const tfjsConfig = (config: RecurrentConfig) => ({
  ...tfjsParams({ recurrentActivation: 'sigmoid' as const, ...config }),
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
  prepareTfjs(tf);
  return { ...tf.layers, ...ownLayers(tf) };
}
