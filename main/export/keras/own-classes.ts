import type { serialization } from '@tensorflow/tfjs';
import { createOwnLayer, type Tfjs } from '../../model/own-layers/own-layer';
import { ownSpecs } from '../../model/own-layers/own-layers';
import { prepareTfjs } from '../../model/own-layers/prepare';

/** The Keras classes that tfjs lacks, for `modelFromJSON`: each makes its layer from Keras's configuration in camelCase. */
export function ownClasses(tf: Tfjs): serialization.ConfigDict {
  prepareTfjs(tf);
  // tfjs calls the second of each pair, though its type is that of plain data.
  return Object.fromEntries(
    ownSpecs.map(spec => {
      const fromConfig = (_class: unknown, config: never) => createOwnLayer(tf, spec, config);
      return [spec.className, [spec.className, fromConfig]];
    }),
  ) as unknown as serialization.ConfigDict;
}
