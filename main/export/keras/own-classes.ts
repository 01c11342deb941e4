import type { serialization } from '@tensorflow/tfjs';
import { registerOwnActivations } from '../../model/own-layers/activations';
import { attention, multiHeadAttention } from '../../model/own-layers/attention';
import { bilinearUpSampling2d } from '../../model/own-layers/bilinear-up-sampling2d';
import { groupNormalization } from '../../model/own-layers/group-normalization';
import { groupedConv2d } from '../../model/own-layers/grouped-conv2d';
import { createOwnLayer, type OwnLayerSpec, type Tfjs } from '../../model/own-layers/own-layer';
import { bidirectional, gru } from '../../model/own-layers/recurrent';
import { subtract } from '../../model/own-layers/subtract';

/** The Keras classes that tfjs lacks, for `modelFromJSON`: each makes its layer from Keras's configuration in camelCase. */
export function ownClasses(tf: Tfjs): serialization.ConfigDict {
  registerOwnActivations(tf);
  const classOf = <Args extends { readonly name: string }>(spec: OwnLayerSpec<Args>) => {
    const fromConfig = (_class: unknown, config: Args) => createOwnLayer(tf, spec, config);
    return [spec.className, [spec.className, fromConfig]] as const;
  };
  // tfjs calls the second of each pair, though its type is that of plain data.
  return Object.fromEntries([
    classOf(groupNormalization),
    classOf(subtract),
    classOf(groupedConv2d),
    classOf(bilinearUpSampling2d),
    classOf(gru),
    classOf(bidirectional),
    classOf(multiHeadAttention),
    classOf(attention),
  ]) as unknown as serialization.ConfigDict;
}
