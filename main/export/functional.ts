import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs';
import type { BuiltLayer } from '#shared/layers/define';
import { plainLayers } from '../model/own-layers/own-layers';
import type { Tfjs } from './format';
import type { TrainedNetwork, TrainedNode } from './network';

/** The network as a functional tfjs model of the catalogue's layers, with weights as tfjs initializes them. */
export function functionalModel(tf: Tfjs, { nodes, inputs, outputs: ends }: TrainedNetwork, name: string): LayersModel {
  const layers = new Map<string, BuiltLayer>();
  const outputs = new Map<string, SymbolicTensor>();
  const outputOf = (id: string): SymbolicTensor => {
    const tensor = outputs.get(id);
    if (!tensor) throw new Error(`Node ${id} comes before what feeds it.`);
    return tensor;
  };
  for (const node of nodes) {
    const { id } = node;
    // A layer is named after its owner, whichever use comes first. What has no weights need not be the same one.
    const name = nodes.find(other => other.id === node.owner)?.weights.length === 0 ? id : node.owner;
    const built = layers.get(name) ?? buildLayer(tf, { ...node, id: name });
    layers.set(name, built);
    const tensors = node.inputs.map(from => outputOf(from.id));
    const [first] = tensors;
    const applied = first ? built.apply(tensors.length === 1 ? first : tensors) : built.output;
    if (!(applied instanceof tf.SymbolicTensor)) throw new Error(`Layer ${id} has several outputs.`);
    outputs.set(id, applied);
  }
  return tf.model({ inputs: inputs.map(outputOf), outputs: ends.map(outputOf), name });
}

function buildLayer(tf: Tfjs, { id, layer, params, output }: TrainedNode): BuiltLayer {
  const built = layer.build(plainLayers(tf), id, params);
  if (built.getClassName() !== 'Reshape') return built;
  // Before the size of the batch is known tfjs does not work out a -1 in the target: the layers behind would get no shape.
  return tf.layers.reshape({ name: id, targetShape: output.slice(1) });
}
