import type { LayersModel } from '@tensorflow/tfjs';
import type { ReopenedModel, Tfjs } from './format';
import { batchesOf } from './parity';

/** A tfjs model as a reopened one; `dispose` frees the model. */
export function reopenedLayersModel(tf: Tfjs, model: LayersModel): ReopenedModel {
  return {
    async predict(samples) {
      const output = tf.tidy(() => {
        const inputs = batchesOf(samples).map(({ shape, values }) => tf.tensor(values, [...shape], 'float32'));
        return tf.concat([model.predict(inputs)].flat().map(tensor => tensor.flatten()));
      });
      try {
        return Float32Array.from(await output.data());
      } finally {
        output.dispose();
      }
    },
    dispose: () => void model.dispose(),
  };
}
