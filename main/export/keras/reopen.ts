import { strFromU8, unzipSync } from 'fflate';
import { z } from 'zod';
import type { ReopenedModel, Tfjs } from '../format';
import { reopenedLayersModel } from '../layers-model';
import { readHdf5 } from './hdf5';
import { weightGroupNames } from './names';

type Json = z.infer<ReturnType<typeof z.json>>;

const KerasTensor = z.object({ config: z.object({ keras_history: z.tuple([z.string(), z.int(), z.int()]) }) });
const Call = z.object({ args: z.array(z.union([KerasTensor, z.array(KerasTensor)])) });
const Layer = z.object({
  class_name: z.string(),
  name: z.string(),
  config: z.record(z.string(), z.json()),
  inbound_nodes: z.array(Call),
});
const End = z.tuple([z.string(), z.int(), z.int()]);
const Config = z.object({
  config: z.object({ name: z.string(), layers: z.array(Layer), input_layers: End, output_layers: End }),
});

/**
 * Builds the network of a `.keras` file with tfjs, which reads Keras 2's configurations: Keras 3's are turned into those. The
 * weights are assigned by the order of layers that tfjs, a port of Keras, finds by itself.
 */
export async function reopenKeras(bytes: Uint8Array, tf: Tfjs): Promise<ReopenedModel> {
  const entries = unzipSync(bytes);
  const { 'config.json': config, 'model.weights.h5': weights } = entries;
  if (!config || !weights) throw new Error('The file lacks config.json or model.weights.h5.');
  const topology = keras2Topology(Config.parse(JSON.parse(strFromU8(config))));
  const model = await tf.models.modelFromJSON(topology);
  const groups = weightGroupNames(model.layers.map(layer => layer.getClassName()));
  await readHdf5(weights, file => {
    for (const [index, layer] of model.layers.entries()) {
      const vars = `layers/${groups[index]}/vars`;
      const tensors = file.names(vars).map((_, i) => {
        const { shape, values } = file.dataset(`${vars}/${i}`);
        return tf.tensor(values, [...shape]);
      });
      layer.setWeights(tensors);
      tf.dispose(tensors);
    }
  });
  return reopenedLayersModel(tf, model);
}

function keras2Topology({ config }: z.output<typeof Config>) {
  const layers = config.layers.map(({ class_name, name, config: settings, inbound_nodes }) => ({
    class_name,
    name,
    config: keras2Settings(settings),
    inbound_nodes: inbound_nodes.map(({ args }) => args.flat().map(tensor => [...tensor.config.keras_history, {}])),
  }));
  const { name, input_layers, output_layers } = config;
  return {
    class_name: 'Model',
    config: { name, layers, input_layers: [input_layers], output_layers: [output_layers] },
  };
}

function keras2Settings({ batch_shape, ...settings }: Record<string, Json>): Record<string, Json> {
  if (settings.activation === 'silu') settings.activation = 'swish';
  return batch_shape === undefined ? settings : { ...settings, batch_input_shape: batch_shape };
}
