import { GraphNode } from '../graph/graph';
import { layers } from '../layers/catalogue';
import type { LayerDefinition } from '../layers/define';
import { isRecord, isSerialized, type KerasConfig, kerasKey } from '../layers/keras-config';
import { compareConfig, missingArguments } from './compare-config';
import type { ImportIssue } from './issue';
import type { LayerSpec } from './model-spec';

/** A layer of the file as a node, without its id. */
export interface ReadLayer {
  readonly layer: LayerDefinition;
  readonly node: Omit<GraphNode, 'id'>;
  /** What the node does without: the layer computes the same, but learns otherwise. */
  readonly notes: readonly ImportIssue[];
  /** The axis that must be the last of what arrives. */
  readonly lastAxis?: number | undefined;
}

/** @returns the node, or all that keeps it from being one */
export type LayerReading =
  | { readonly ok: true; readonly value: ReadLayer }
  | { readonly ok: false; readonly error: readonly ImportIssue[] };

type LooseParams = Record<string, unknown>;
type Reader = readonly [layer: LayerDefinition, read: (config: KerasConfig) => LooseParams | undefined];

/** By Keras's class: the layers of that class, the later ones, which are more special, first. */
const readers = new Map<string, Reader[]>();
for (const layer of layers.values()) {
  const own: Reader = [layer, config => layer.fromKeras(config)];
  const others = Object.entries(layer.standsFor ?? {}).map(([name, read]) => [name, [layer, read]] as const);
  for (const [name, reader] of [[layer.kerasClass, own] as const, ...others]) {
    readers.set(name, [reader, ...(readers.get(name) ?? [])]);
  }
}

/** Arguments without which the outputs are the same, given the weights. */
const TRAINING_ONLY = /_(initializer|regularizer|constraint)$|(^|\.)(seed|noise_shape|dropout|recurrent_dropout)$/;

export function readLayer(spec: LayerSpec): LayerReading {
  const { className } = spec;
  const known = readers.get(className) ?? [];
  if (known.length === 0) return refuse(spec, 'Receptive has no such layer.');
  const config = withNewKeys(spec.config, known);
  const found = known.map(([layer, read]) => [layer, read(config)] as const).find(([, params]) => params);
  const [layer, params] = found ?? [];
  if (!layer || !params) {
    return refuse(spec, `Receptive has no such layer with these arguments: ${settingsOf(config)}.`);
  }
  const parsed = layer.parse(params);
  if (!parsed.ok) {
    const { error } = parsed;
    if (error.code !== 'param/invalid') return refuse(spec, `it is not possible (${error.code}).`);
    const key = kerasKey(error.param);
    const value = config[key] ?? params[error.param];
    return refuse(spec, `${shown(value)} is not supported (${error.message}).`, key);
  }
  // A class that a layer only stands for has arguments of its own, which that layer has looked at.
  const ours = layer.kerasConfig(parsed.value);
  const compared = layer.kerasClass === className ? compare({ ...spec, config }, ours, layer.measured) : NOTHING;
  if (compared.refused.length > 0) return { ok: false, error: compared.refused };
  const node = {
    type: layer.type,
    params: withoutDefaults(layer, parsed.value),
    ...(config.trainable === false && ours.trainable !== false ? { trainable: false } : {}),
  };
  const notes = [...roundingNotes(spec), ...compared.notes];
  return { ok: true, value: { layer, node, notes, lastAxis: compared.lastAxis } };
}

/** The arguments by the names that they have now. */
const withNewKeys = (config: KerasConfig, known: readonly Reader[]): KerasConfig => {
  const newKeys = Object.assign({}, ...known.map(([layer]) => layer.olderKeys ?? {}));
  return Object.fromEntries(Object.entries(config).map(([key, value]) => [newKeys[key] ?? key, value]));
};

const refuse = ({ name, className }: LayerSpec, message: string, key?: string): LayerReading => ({
  ok: false,
  error: [{ layer: name, className, message, ...(key === undefined ? {} : { key }) }],
});

interface Comparison {
  readonly refused: readonly ImportIssue[];
  readonly notes: readonly ImportIssue[];
  readonly lastAxis?: number | undefined;
}
const NOTHING: Comparison = { refused: [], notes: [] };

/** @param measured the parameters that Keras may have among its weights instead, where its layer was adapted */
function compare(
  { name, className, config }: LayerSpec,
  ours: KerasConfig,
  measured: readonly string[] = [],
): Comparison {
  const issue = (key: string, message: string): ImportIssue => ({ layer: name, className, key, message });
  const refused = missingArguments(className, config, ours).map(key => issue(key, 'is missing.'));
  const notes: ImportIssue[] = [];
  let lastAxis: number | undefined;
  for (const { key, value } of compareConfig(className, config, ours)) {
    const [axis, ...more] = key === 'axis' ? [value].flat() : [];
    if (typeof axis === 'number' && more.length === 0) lastAxis = axis;
    else if (value === null && measured.includes(key)) {
      notes.push(issue(key, 'is among the weights of the file: measure it on the training data again.'));
    } else if (TRAINING_ONLY.test(key)) notes.push(issue(key, `${shown(value)} is left out.`));
    else refused.push(issue(key, `${shown(value)} is not supported.`));
  }
  return { refused, notes, lastAxis };
}

/** The parameters that say something. */
function withoutDefaults(layer: LayerDefinition, params: LooseParams): GraphNode['params'] {
  const defaults = layer.parse({});
  const usual = defaults.ok ? defaults.value : {};
  const said = Object.entries(params).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(usual[name]));
  return GraphNode.shape.params.parse(Object.fromEntries(said));
}

/** What is computed in another precision, or made for one size of batch, in the file. */
function roundingNotes({ name, className, config }: LayerSpec): readonly ImportIssue[] {
  const about = { layer: name, className };
  const { dtype } = config;
  const policy = isSerialized(dtype) && isRecord(dtype.config) ? dtype.config.name : (dtype ?? 'float32');
  const isInput = className === 'InputLayer';
  if (!isInput && policy !== 'float32') {
    return [{ ...about, key: 'dtype', message: `${shown(policy)}: Receptive computes in float32.` }];
  }
  const key = 'batch_shape' in config ? 'batch_shape' : 'batch_input_shape';
  const batch = isInput ? [config[key]].flat()[0] : null;
  return typeof batch === 'number' ? [{ ...about, key, message: `batches of ${batch} only; here of any size.` }] : [];
}

const MOST_SHOWN = 80;

/** A value as JSON; what Keras wrote of an object by its class. */
function shown(value: unknown): string {
  if (isSerialized(value))
    return isRecord(value.config) ? `${value.class_name}(${settingsOf(value.config)})` : value.class_name;
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

const settingsOf = (config: KerasConfig): string =>
  Object.entries(config)
    .filter(([key, value]) => !['name', 'dtype', 'trainable'].includes(key) && value !== null && value !== false)
    .map(([key, value]) => `${key}=${isSerialized(value) ? value.class_name : shown(value)}`)
    .join(', ')
    .slice(0, 3 * MOST_SHOWN);
