import { learnsNumbers } from '#shared/data/targets';
import type { NodeId } from '#shared/graph/graph';
import type { OutputEnd } from '#shared/project/ends';
import type { Project } from '#shared/project/project';
import type { TrainedNetwork, TrainedNode } from '../network';
import { optimizerConfig } from './optimizer';

/**
 * `config.json` of a `.keras` file: a Functional model as Keras 3 serializes it, compiled with the project's loss and optimizer.
 * What Keras takes from the user's own settings when it is left out (the precision, the data format) is written out.
 */
export function kerasModelConfig(
  network: TrainedNetwork,
  layers: readonly TrainedNode[],
  { training, name: projectName }: Pick<Project, 'training' | 'name'>,
  outputs: readonly OutputEnd[],
): Record<string, unknown> {
  return {
    module: 'keras.src.models.functional',
    class_name: 'Functional',
    config: {
      name: scopeName(projectName),
      trainable: true,
      layers: layers.map(layer =>
        layerConfig(
          layer,
          network.nodes.filter(({ owner }) => owner === layer.id),
        ),
      ),
      input_layers: endsOf(network, network.inputs),
      output_layers: endsOf(network, network.outputs),
    },
    registered_name: 'Functional',
    build_config: { input_shape: null },
    compile_config: {
      optimizer: optimizerConfig(training),
      ...compiledLosses(network, outputs),
    },
  };
}

/** A list of ends as Keras writes it; the only one without the list around it. */
const endsOf = ({ nodes }: TrainedNetwork, ids: readonly NodeId[]) => {
  const ends = ids.map(id => {
    const { owner, use } = nodes.find(node => node.id === id) ?? { owner: id, use: 0 };
    return [owner, use, 0];
  });
  return ends.length === 1 ? ends[0] : ends;
};

/** What of each output is trained and measured, by the outputs' names where there are several. */
function compiledLosses({ nodes }: TrainedNetwork, outputs: readonly OutputEnd[]): Record<string, unknown> {
  const metricsOf = ({ target }: OutputEnd) => (learnsNumbers(target) ? ['mean_absolute_error'] : ['accuracy']);
  const [only] = outputs;
  if (only && outputs.length === 1) {
    const weight = only.weight === 1 ? {} : { loss_weights: [only.weight] };
    return { loss: only.loss, ...weight, metrics: metricsOf(only) };
  }
  // Two outputs of one layer have one name, so that only their order tells them apart.
  const isUse = (id: NodeId) => nodes.some(node => node.id === id && node.owner !== id);
  const inOrder = outputs.some(({ node }) => isUse(node));
  const byName = <T>(of: (output: OutputEnd) => T) =>
    inOrder ? outputs.map(of) : Object.fromEntries(outputs.map(end => [end.node, of(end)]));
  return { loss: byName(({ loss }) => loss), loss_weights: byName(({ weight }) => weight), metrics: byName(metricsOf) };
}

/** The project's name with what TensorFlow allows in the name of a scope, or Keras could not predict. */
const scopeName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_|_$/g, '') || 'model';

/** @param uses all of the layer, in the order of computation */
function layerConfig(
  { id, layer, params, trainable }: TrainedNode,
  uses: readonly TrainedNode[],
): Record<string, unknown> {
  // Most layers that take several inputs are called with one list of them.
  const takesList = !layer.takesInputsApart && (layer.ports.length > 1 || layer.ports.some(port => port.many));
  const callWith = ({ inputs }: TrainedNode) => {
    const tensors = inputs.map(({ owner, use, shape }) => ({
      class_name: '__keras_tensor__',
      config: { shape, dtype: 'float32', keras_history: [owner, use, 0] },
    }));
    return { args: takesList ? [tensors] : tensors, kwargs: {} };
  };
  return {
    module: 'keras.layers',
    class_name: layer.kerasClass,
    config: { name: id, dtype: 'float32', ...(trainable ? {} : { trainable }), ...layer.kerasConfig(params) },
    registered_name: null,
    name: id,
    inbound_nodes: uses.filter(({ inputs }) => inputs.length > 0).map(callWith),
  };
}
