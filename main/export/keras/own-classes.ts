import type { serialization } from '@tensorflow/tfjs';
import { groupNormalization } from '../../model/own-layers/group-normalization';
import { createOwnLayer, type OwnLayerSpec, type Tfjs } from '../../model/own-layers/own-layer';

/** The Keras classes that tfjs lacks, for `modelFromJSON`: each makes its layer from Keras's configuration in camelCase. */
export function ownClasses(tf: Tfjs): serialization.ConfigDict {
  const classOf = <Args extends { readonly name: string }>(spec: OwnLayerSpec<Args>) => {
    const fromConfig = (_class: unknown, config: Args) => createOwnLayer(tf, spec, config);
    return [spec.className, [spec.className, fromConfig]] as const;
  };
  // tfjs calls the second of each pair, though its type is that of plain data.
  return Object.fromEntries([classOf(groupNormalization)]) as unknown as serialization.ConfigDict;
}
