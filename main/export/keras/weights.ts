import type { Group } from 'h5wasm';
import type { Optimizer } from '#shared/training/optimizers';
import type { TrainedNode } from '../network';
import { addFilled, writeHdf5 } from './hdf5';
import { weightGroupNames } from './names';
import { optimizerSlots } from './optimizer';

/**
 * `model.weights.h5` of a `.keras` file: `layers/<class>_<n>/<part>/vars/<i>` for each layer's weights in Keras's order, with
 * a part where the layer is made of several, such as a `cell`; and the optimizer before its first step, without which Keras warns on loading that it skips the optimizer.
 * @param layers in the order of `model.layers`
 */
export function kerasWeights(layers: readonly TrainedNode[], optimizer: Optimizer): Promise<Uint8Array> {
  const groupNames = weightGroupNames(layers.map(({ layer }) => layer.kerasClass));
  return writeHdf5(file => {
    const groups = file.create_group('layers');
    for (const [index, { id, weights }] of layers.entries()) {
      const partOf = partsOf(groups.create_group(groupNames[index] ?? id));
      partOf('').create_attribute('name', id);
      for (const { shape, values, kerasPart } of weights) {
        const vars = partOf(kerasPart);
        vars.create_dataset({ name: String(vars.keys().length), data: values, shape: [...shape] });
      }
    }
    const trainable = layers.flatMap(({ weights }) => weights.filter(weight => weight.trainable));
    const state = file.create_group('optimizer').create_group('vars');
    state.create_dataset({ name: '0', data: BigInt64Array.of(0n), shape: [] });
    state.create_dataset({ name: '1', data: Float32Array.of(optimizer.learningRate), shape: [] });
    for (const [i, slot] of optimizerSlots(optimizer, trainable).entries()) addFilled(state, String(i + 2), slot);
  });
}

/** Gives the group for the weights of a part, such as `forward_layer/cell`; that of the layer itself for none. */
function partsOf(layer: Group): (part: string) => Group {
  const groups = new Map([['', layer]]);
  const groupOf = (path: string): Group => {
    const cut = path.lastIndexOf('/');
    const group = groups.get(path) ?? groupOf(path.slice(0, Math.max(cut, 0))).create_group(path.slice(cut + 1));
    groups.set(path, group);
    return group;
  };
  return part => groupOf(part === '' ? 'vars' : `${part}/vars`);
}
