import { strFromU8, unzipSync } from 'fflate';
import type { ReopenedModel, Tfjs } from '../format';
import { reopenedLayersModel } from '../layers-model';
import { readHdf5 } from './hdf5';
import { Keras3Config, keras2Topology } from './keras2';
import { weightGroupNames } from './names';
import { ownClasses } from './own-classes';
import { weightParts } from './weight-parts';

/**
 * Builds the network of a `.keras` file with tfjs. The weights are assigned by the order of layers that tfjs, a port of Keras,
 * finds by itself.
 */
export async function reopenKeras(bytes: Uint8Array, tf: Tfjs): Promise<ReopenedModel> {
  const entries = unzipSync(bytes);
  const { 'config.json': config, 'model.weights.h5': weights } = entries;
  if (!config || !weights) throw new Error('The file lacks config.json or model.weights.h5.');
  const described = Keras3Config.parse(JSON.parse(strFromU8(config)));
  const model = await tf.models.modelFromJSON(keras2Topology(described), ownClasses(tf));
  const classNames = new Map(described.config.layers.map(({ name, class_name }) => [name, class_name]));
  const groups = weightGroupNames(model.layers.map(({ name }) => classNames.get(name) ?? ''));
  await readHdf5(weights, file => {
    for (const [index, layer] of model.layers.entries()) {
      const parts = weightParts(classNames.get(layer.name) ?? '').map(part => `layers/${groups[index]}/${part}vars`);
      const tensors = parts.flatMap(vars =>
        file.names(vars).map((_, i) => {
          const { shape, values } = file.dataset(`${vars}/${i}`);
          return tf.tensor(values, [...shape]);
        }),
      );
      layer.setWeights(tensors);
      tf.dispose(tensors);
    }
  });
  return reopenedLayersModel(tf, model);
}
