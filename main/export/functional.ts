import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs';
import type { Tfjs } from './format';
import type { TrainedNetwork } from './network';

/** The network as a functional tfjs model of the catalogue's layers, with weights as tfjs initializes them. */
export function functionalModel(tf: Tfjs, { nodes, input, output }: TrainedNetwork, name: string): LayersModel {
  const outputs = new Map<string, SymbolicTensor>();
  const outputOf = (id: string): SymbolicTensor => {
    const tensor = outputs.get(id);
    if (!tensor) throw new Error(`Node ${id} comes before what feeds it.`);
    return tensor;
  };
  for (const { id, layer, params, inputs } of nodes) {
    const built = layer.build(tf.layers, id, params);
    const tensors = inputs.map(from => outputOf(from.id));
    const [first] = tensors;
    const applied = first ? built.apply(tensors.length === 1 ? first : tensors) : built.output;
    if (!(applied instanceof tf.SymbolicTensor)) throw new Error(`Layer ${id} has several outputs.`);
    outputs.set(id, applied);
  }
  return tf.model({ inputs: outputOf(input), outputs: outputOf(output), name });
}
