import type { LayerFactory } from '#shared/layers/define';
import type { OwnLayers } from '#shared/layers/own-layers';
import { registerOwnActivations } from './activations';
import { groupNormalization } from './group-normalization';
import { createOwnLayer, type Tfjs } from './own-layer';

const ownLayers = (tf: Tfjs): OwnLayers => ({
  groupNormalization: args => createOwnLayer(tf, groupNormalization, args),
});

/** Every layer of the catalogue in plain tfjs: tfjs's own, and ours for what it lacks. */
export function plainLayers(tf: Tfjs): LayerFactory {
  registerOwnActivations(tf);
  return { ...tf.layers, ...ownLayers(tf) };
}
