import type { Optimizer } from '#shared/training/optimizers';
import type { TrainedNode } from '../network';
import { addFilled, writeHdf5 } from './hdf5';
import { weightGroupNames } from './names';
import { optimizerSlots } from './optimizer';

/**
 * `model.weights.h5` of a `.keras` file: `layers/<class>_<n>/vars/<i>` for each layer's weights in Keras's order, and the
 * optimizer before its first step, without which Keras warns on loading that it skips the optimizer.
 * @param layers in the order of `model.layers`
 */
export function kerasWeights(layers: readonly TrainedNode[], optimizer: Optimizer): Promise<Uint8Array> {
  const groupNames = weightGroupNames(layers.map(({ layer }) => layer.kerasClass));
  return writeHdf5(file => {
    const groups = file.create_group('layers');
    for (const [index, { id, weights }] of layers.entries()) {
      const vars = groups.create_group(groupNames[index] ?? id).create_group('vars');
      vars.create_attribute('name', id);
      for (const [i, { shape, values }] of weights.entries()) {
        vars.create_dataset({ name: String(i), data: values, shape: [...shape] });
      }
    }
    const trainable = layers.flatMap(({ weights }) => weights.filter(weight => weight.trainable));
    const state = file.create_group('optimizer').create_group('vars');
    state.create_dataset({ name: '0', data: BigInt64Array.of(0n), shape: [] });
    state.create_dataset({ name: '1', data: Float32Array.of(optimizer.learningRate), shape: [] });
    for (const [i, slot] of optimizerSlots(optimizer, trainable).entries()) addFilled(state, String(i + 2), slot);
  });
}
