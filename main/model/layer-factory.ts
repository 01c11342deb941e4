import type { LayerFactory } from '#shared/layers/define';
import { convolutionLayers } from './layers/convolution';
import { coreLayers } from './layers/core';
import { createLayerKit } from './layers/kit';
import { normalizationLayers } from './layers/normalization';
import { recurrentLayers } from './layers/recurrent';
import { regularizationLayers } from './layers/regularization';
import { reshapingLayers } from './layers/reshaping';
import { plainLayers } from './own-layers/own-layers';
import type { TensorFlow } from './tensorflow';

/**
 * tfjs's layers and ours for what it lacks, except where it pays to call TensorFlow more directly: one file a family in `layers/`. Weights start at 0: the
 * model fills them in itself.
 * @param seed of the run; Dropout draws from it, its layer's name and the step
 */
export function createLayerFactory(tf: TensorFlow, seed: number): LayerFactory {
  const kit = createLayerKit(tf, seed);
  return {
    ...plainLayers(tf),
    ...coreLayers(kit),
    ...convolutionLayers(kit),
    ...normalizationLayers(kit),
    ...recurrentLayers(kit),
    ...regularizationLayers(kit),
    ...reshapingLayers(kit),
  };
}
