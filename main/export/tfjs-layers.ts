import { strFromU8, strToU8 } from 'fflate';
import { aboutModel } from './about';
import type { ExportFormat } from './format';
import { functionalModel } from './functional';
import { reopenedLayersModel } from './layers-model';
import { loosened } from './loosen';
import { trainedNetwork } from './network';

/** As tensorflowjs_converter cuts them, so that a browser can keep each part in its cache. */
const SHARD_BYTES = 4 * 1024 * 1024;

/** https://www.tensorflow.org/js/guide/save_load: model.json, and the weights in binary parts beside it. */
export const tfjsLayers: ExportFormat = {
  id: 'tfjs-layers',
  title: 'TensorFlow.js layers model',
  summary: 'model.json and its weights, for the browser and Node: tf.loadLayersModel("model.json").',
  fileEnding: '.zip',

  refuse: ({ layer, params }) => layer.whyNotTfjs(params),

  async write(model, context) {
    const network = loosened(context.tf, trainedNetwork(model));
    const built = functionalModel(context.tf, network, model.project.name);
    // tfjs finds weights by its own names, some of which are those of an older Keras.
    const weights = network.nodes.flatMap(({ id, weights }) => {
      const made = weights.length > 0 ? built.getLayer(id).weights : [];
      return weights.map(({ shape, values }, index) => ({ name: made[index]?.originalName ?? '', shape, values }));
    });
    const shards = cut(joinWeights(weights));
    const paths = shards.map((_, index) => `group1-shard${index + 1}of${shards.length}.bin`);
    const json = {
      format: 'layers-model',
      generatedBy: 'Receptive',
      convertedBy: null,
      modelTopology: built.toJSON(null, false),
      weightsManifest: [{ paths, weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })) }],
      userDefinedMetadata: { receptive: aboutModel(model, context) },
    };
    built.dispose();
    return [
      { path: 'model.json', bytes: strToU8(JSON.stringify(json)) },
      ...shards.map((bytes, index) => ({ path: paths[index] ?? '', bytes })),
    ];
  },

  async reopen(files, tf) {
    const read = (path: string): Uint8Array => {
      const file = files.find(candidate => candidate.path === path);
      if (!file) throw new Error(`There is no file ${path}.`);
      return file.bytes;
    };
    const json = JSON.parse(strFromU8(read('model.json')));
    const artifacts = await tf.io.getModelArtifactsForJSON(json, async ([group]) => {
      if (!group) throw new Error('model.json lists no weights.');
      return [group.weights, join(group.paths.map(read)).buffer];
    });
    return reopenedLayersModel(tf, await tf.loadLayersModel(tf.io.fromMemory(artifacts)));
  },
};

const joinWeights = (weights: readonly { readonly values: Float32Array }[]) =>
  join(weights.map(({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength)));

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.byteLength;
  }
  return joined;
}

/** Parts with bytes of their own: sending a part of a larger buffer to another process would send all of it. */
function cut(bytes: Uint8Array<ArrayBuffer>): readonly Uint8Array<ArrayBuffer>[] {
  const count = Math.max(1, Math.ceil(bytes.byteLength / SHARD_BYTES));
  return Array.from({ length: count }, (_, index) => bytes.slice(index * SHARD_BYTES, (index + 1) * SHARD_BYTES));
}
