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
      layers: layers.map(layerConfig),
      input_layers: endsOf(network.inputs),
      output_layers: endsOf(network.outputs),
    },
    registered_name: 'Functional',
    build_config: { input_shape: null },
    compile_config: {
      optimizer: optimizerConfig(training),
      ...compiledLosses(outputs),
    },
  };
}

/** A list of ends as Keras writes it; the only one without the list around it. */
const endsOf = (ids: readonly NodeId[]) => {
  const ends = ids.map(id => [id, 0, 0]);
  return ends.length === 1 ? ends[0] : ends;
};

/** What of each output is trained and measured, by the outputs' names where there are several. */
function compiledLosses(outputs: readonly OutputEnd[]): Record<string, unknown> {
  const metricsOf = ({ target }: OutputEnd) => (learnsNumbers(target) ? ['mean_absolute_error'] : ['accuracy']);
  const [only] = outputs;
  if (only && outputs.length === 1) {
    const weight = only.weight === 1 ? {} : { loss_weights: [only.weight] };
    return { loss: only.loss, ...weight, metrics: metricsOf(only) };
  }
  const byName = <T>(of: (output: OutputEnd) => T) => Object.fromEntries(outputs.map(end => [end.node, of(end)]));
  return { loss: byName(({ loss }) => loss), loss_weights: byName(({ weight }) => weight), metrics: byName(metricsOf) };
}

/** The project's name with what TensorFlow allows in the name of a scope, or Keras could not predict. */
const scopeName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_|_$/g, '') || 'model';

function layerConfig({ id, layer, params, trainable, inputs }: TrainedNode): Record<string, unknown> {
  const tensors = inputs.map(({ id: from, shape }) => ({
    class_name: '__keras_tensor__',
    config: { shape, dtype: 'float32', keras_history: [from, 0, 0] },
  }));
  // Most layers that take several inputs are called with one list of them.
  const takesList = !layer.takesInputsApart && (layer.ports.length > 1 || layer.ports.some(port => port.many));
  return {
    module: 'keras.layers',
    class_name: layer.kerasClass,
    config: { name: id, dtype: 'float32', ...(trainable ? {} : { trainable }), ...layer.kerasConfig(params) },
    registered_name: null,
    name: id,
    inbound_nodes: tensors.length === 0 ? [] : [{ args: takesList ? [tensors] : tensors, kwargs: {} }],
  };
}
