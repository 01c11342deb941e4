import type { LayersModel } from '@tensorflow/tfjs';
import type { ReopenedModel, Tfjs } from './format';

/** A tfjs model as a reopened one; `dispose` frees the model. */
export function reopenedLayersModel(tf: Tfjs, model: LayersModel): ReopenedModel {
  return {
    async predict({ shape, values }) {
      const output = tf.tidy(() => {
        const predicted = model.predict(tf.tensor(values, [...shape], 'float32'));
        if (Array.isArray(predicted)) throw new Error('The exported network has several outputs.');
        return predicted;
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
