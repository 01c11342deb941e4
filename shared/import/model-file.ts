import { strFromU8, unzipSync } from 'fflate';
import { isRecord } from '../layers/keras-config';
import { err, ok, type Result } from '../result';
import type { ImportError } from './issue';

/** Far above the description of any real network, which holds no weights. In bytes. */
const MAX_MODEL_BYTES = 64_000_000;

/** A .keras file holds the weights, too. In bytes; what is larger does not fit into memory everywhere. */
export const MAX_MODEL_FILE_BYTES = 1_500_000_000;

/** A model as Keras serializes it: `class_name` and `config`. */
export interface SerializedModel {
  readonly className: string;
  readonly config: unknown;
  /** The loss that it was compiled with, by Keras's name. */
  readonly loss?: string;
}

const beginsWith = (bytes: Uint8Array, text: string): boolean =>
  [...text].every((letter, index) => bytes[index] === letter.charCodeAt(0));

/**
 * The description of the network in a file: JSON by `model.to_json()`, the `config.json` inside a `.keras` archive, or the
 * topology in TensorFlow.js's `model.json`.
 */
export function readModelFile(bytes: Uint8Array): Result<SerializedModel, ImportError> {
  if (beginsWith(bytes, 'PK\u0003\u0004')) {
    const config = configOfArchive(bytes);
    return config.ok ? readModelText(strFromU8(config.value)) : config;
  }
  if (bytes[0] === 0x89 && beginsWith(bytes.subarray(1), 'HDF')) {
    const what = 'an HDF5 file: open it with Keras, and save it as .keras or with model.to_json()';
    return err({ code: 'import/not-a-model', what });
  }
  if (bytes.byteLength > MAX_MODEL_BYTES) {
    return err({ code: 'import/too-large', what: `${bytes.byteLength} bytes are no description of a network.` });
  }
  return readModelText(strFromU8(bytes));
}

function configOfArchive(bytes: Uint8Array): Result<Uint8Array, ImportError> {
  let tooLarge = false;
  try {
    const entries = unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (name !== 'config.json') return false;
        tooLarge = originalSize > MAX_MODEL_BYTES;
        return !tooLarge;
      },
    });
    if (tooLarge) return err({ code: 'import/too-large', what: 'its config.json is no description of a network.' });
    const config = entries['config.json'];
    return config ? ok(config) : err({ code: 'import/not-a-model', what: 'an archive without a config.json' });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return err({ code: 'import/damaged', message: `the archive cannot be read (${message}).` });
  }
}

function readModelText(text: string): Result<SerializedModel, ImportError> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return err({ code: 'import/not-json', message: error instanceof Error ? error.message : String(error) });
  }
  return isRecord(json) ? modelOf(json) : err({ code: 'import/not-a-model', what: 'no description of a network' });
}

function modelOf(json: Readonly<Record<string, unknown>>): Result<SerializedModel, ImportError> {
  if (json.format === 'graph-model') {
    const what = 'a TensorFlow.js graph model, which holds operations and no layers';
    return err({ code: 'import/not-a-model', what });
  }
  // TensorFlow.js's file, then what a converted HDF5 file has inside.
  for (const key of ['modelTopology', 'model_config']) {
    const inner = json[key];
    if (isRecord(inner)) return modelOf(inner);
  }
  if (typeof json.class_name !== 'string' || !('config' in json)) {
    return err({ code: 'import/not-a-model', what: 'JSON of another kind' });
  }
  const { loss } = isRecord(json.compile_config) ? json.compile_config : {};
  return ok({
    className: json.class_name,
    config: json.config,
    ...(typeof loss === 'string' ? { loss } : {}),
  });
}
