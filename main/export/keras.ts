import { strToU8, zipSync } from 'fflate';
import { checkProject } from '#shared/project/check';
import { aboutModel } from './about';
import type { ExportFormat } from './format';
import { kerasModelConfig } from './keras/config';
import { kerasLayerOrder } from './keras/layer-order';
import { reopenKeras } from './keras/reopen';
import { kerasWeights } from './keras/weights';
import { trainedNetwork } from './network';

/** The Keras whose files these are like; Keras itself does not look at it. */
const KERAS_VERSION = '3.15.1';

/** Python's `%Y-%m-%d@%H:%M:%S`. */
const kerasDate = (date: Date): string => date.toISOString().slice(0, 19).replace('T', '@');

/** https://keras.io/api/models/model_saving_apis: a zip archive, stored, of configuration, metadata and weights. */
export const keras: ExportFormat = {
  id: 'keras',
  title: 'Keras',
  summary: 'One .keras file for Keras 3: keras.saving.load_model("model.keras") gives the compiled model.',
  fileEnding: '.keras',

  async write(model, context) {
    const { training } = model.project;
    const { outputs } = checkProject(model.project, context.dataset);
    const network = trainedNetwork(model);
    const layers = kerasLayerOrder(network);
    const metadata = {
      keras_version: KERAS_VERSION,
      date_saved: kerasDate(new Date()),
      // Keras reads no other key. Not a file of its own: Keras takes a fourth file for assets and unpacks all to disk.
      receptive: aboutModel(model, context),
    };
    const bytes = zipSync(
      {
        'metadata.json': strToU8(JSON.stringify(metadata)),
        'config.json': strToU8(JSON.stringify(kerasModelConfig(network, layers, model.project, outputs))),
        'model.weights.h5': await kerasWeights(layers, training.optimizer),
      },
      { level: 0 },
    );
    return [{ path: 'model.keras', bytes }];
  },

  async reopen(files, tf) {
    const [file] = files;
    if (!file) throw new Error('There is no file.');
    return reopenKeras(file.bytes, tf);
  },
};
