import { isRecord, type KerasConfig } from '../layers/keras-config';
import { err, ok, type Result } from '../result';
import type { ImportError } from './issue';

/** One output of a layer, at one of its calls: the place of that in the layer's list of them. */
export interface TensorRef {
  readonly layer: string;
  readonly call: number;
  readonly output: number;
  /** Whether it was written as a list, and not as Keras 3 writes what a layer is called with. */
  readonly isListed?: boolean;
}

/** One use of a layer. */
export interface LayerCall {
  readonly tensors: readonly TensorRef[];
  /** Inputs that were named. */
  readonly named: Readonly<Record<string, TensorRef>>;
  /** What else it was called with, such as `training`; by place or by name. */
  readonly others: Readonly<Record<string, unknown>>;
}

export interface LayerSpec {
  readonly name: string;
  readonly className: string;
  /** Where Keras has the class. */
  readonly module: string;
  readonly config: KerasConfig;
  readonly calls: readonly LayerCall[];
  /** What it is itself made of, if it is a model. */
  readonly model?: ModelSpec;
}

/** A model as Keras describes it, whichever version did: every layer with what feeds it. */
export interface ModelSpec {
  readonly name: string;
  readonly layers: readonly LayerSpec[];
  readonly inputs: readonly TensorRef[];
  readonly outputs: readonly TensorRef[];
}

const MAX_LAYERS = 10_000;
const MAX_DEPTH = 32;

const damaged = (message: string) => err({ code: 'import/damaged', message } as const);

/** @param depth how many models it is inside of */
export function readModelSpec(className: string, config: unknown, depth = 0): Result<ModelSpec, ImportError> {
  if (depth > MAX_DEPTH)
    return err({ code: 'import/too-large', what: `models are nested more than ${MAX_DEPTH} deep.` });
  const settings: KerasConfig = Array.isArray(config) ? { layers: config } : isRecord(config) ? config : {};
  if (!Array.isArray(settings.layers)) {
    return isModelClass(className)
      ? damaged('it lists no layers.')
      : err({ code: 'import/not-a-model', what: `a ${className} on its own, not a Functional or Sequential model` });
  }
  if (settings.layers.length > MAX_LAYERS) {
    return err({
      code: 'import/too-large',
      what: `it has ${settings.layers.length} layers; ${MAX_LAYERS} is the most.`,
    });
  }
  const layers: LayerSpec[] = [];
  for (const [index, raw] of settings.layers.entries()) {
    const layer = readLayer(raw, index, depth);
    if (!layer.ok) return layer;
    layers.push(layer.value);
  }
  const names = new Set<string>();
  for (const layer of layers) {
    if (names.has(layer.name)) return damaged(`two layers are called ${layer.name}.`);
    names.add(layer.name);
  }
  const name = typeof settings.name === 'string' ? settings.name : className.toLowerCase();
  if (className === 'Sequential') return ok(inRow(name, layers, settings));
  return ok({
    name,
    ...placed({ layers, inputs: refsOf(settings.input_layers), outputs: refsOf(settings.output_layers) }),
  });
}

type Wiring = Pick<ModelSpec, 'layers' | 'inputs' | 'outputs'>;

/**
 * The calls of models inside the model counted from 0, as those of layers are. Lists of references count a model's own making as its
 * first call, except in Keras 3 for a Sequential one.
 */
function placed({ layers, inputs, outputs }: Wiring): Wiring {
  const classes = new Map(layers.flatMap(({ name, className, model }) => (model ? [[name, className] as const] : [])));
  if (classes.size === 0) return { layers, inputs, outputs };
  const isKeras3 = layers.some(({ calls }) => calls.some(({ tensors }) => tensors.some(({ isListed }) => !isListed)));
  const place = (ref: TensorRef): TensorRef => {
    const className = classes.get(ref.layer);
    const countsItself = className !== undefined && !(isKeras3 && className === 'Sequential');
    return ref.isListed && countsItself ? { ...ref, call: Math.max(0, ref.call - 1) } : ref;
  };
  const placeCall = ({ tensors, named, others }: LayerCall): LayerCall => ({
    tensors: tensors.map(place),
    named: Object.fromEntries(Object.entries(named).map(([key, ref]) => [key, place(ref)])),
    others,
  });
  return {
    layers: layers.map(layer => ({ ...layer, calls: layer.calls.map(placeCall) })),
    inputs: inputs.map(place),
    outputs: outputs.map(place),
  };
}

const MODEL_CLASSES = new Set(['Sequential', 'Functional', 'Model']);
const isModelClass = (className: string): boolean => MODEL_CLASSES.has(className);

function readLayer(raw: unknown, index: number, depth: number): Result<LayerSpec, ImportError> {
  if (!isRecord(raw) || typeof raw.class_name !== 'string') return damaged(`layer ${index + 1} has no class.`);
  const { class_name: className, config: settings } = raw;
  const config: KerasConfig = isRecord(settings) ? settings : {};
  const name = [raw.name, config.name].find(candidate => typeof candidate === 'string');
  const inbound = Array.isArray(raw.inbound_nodes) ? raw.inbound_nodes : [];
  const model = isModelClass(className) ? readModelSpec(className, settings, depth + 1) : undefined;
  if (model && !model.ok) return model;
  return ok({
    name: typeof name === 'string' ? name : (model?.value.name ?? `layer_${index + 1}`),
    className,
    module: typeof raw.module === 'string' ? raw.module : 'keras.layers',
    config,
    calls: inbound.map(readCall),
    ...(model ? { model: model.value } : {}),
  });
}

/** `["name", 0, 0]`, with or without more. */
function refOf(value: unknown): TensorRef | undefined {
  if (isRecord(value) && value.class_name === '__keras_tensor__' && isRecord(value.config)) {
    const ref = refOf(value.config.keras_history);
    return ref && { ...ref, isListed: false };
  }
  if (!Array.isArray(value)) return undefined;
  const [layer, call, output] = value;
  if (typeof layer !== 'string' || typeof call !== 'number' || typeof output !== 'number') return undefined;
  return { layer, call, output, isListed: true };
}

/** One reference, or lists or records of them. */
function refsOf(value: unknown): TensorRef[] {
  const ref = refOf(value);
  if (ref) return [ref];
  if (Array.isArray(value)) return value.flatMap(refsOf);
  return isRecord(value) ? Object.values(value).flatMap(refsOf) : [];
}

/** Keras 3 writes `{args, kwargs}`; Keras 2 and tfjs a list of `[name, call, output, kwargs]`. */
function readCall(raw: unknown): LayerCall {
  if (isRecord(raw)) {
    const args = Array.isArray(raw.args) ? raw.args : [];
    const keywords = isRecord(raw.kwargs) ? raw.kwargs : {};
    const plain = args.flatMap((arg, place) => (refsOf(arg).length > 0 ? [] : [[`argument ${place + 1}`, arg]]));
    return { tensors: args.flatMap(refsOf), ...keywordsOf({ ...Object.fromEntries(plain), ...keywords }) };
  }
  const list = refOf(raw) ? [raw] : Array.isArray(raw) ? raw : [];
  const keywords = list.map(item => (Array.isArray(item) && isRecord(item[3]) ? item[3] : {}));
  return { tensors: list.flatMap(refsOf), ...keywordsOf(Object.assign({}, ...keywords)) };
}

function keywordsOf(keywords: Readonly<Record<string, unknown>>): Pick<LayerCall, 'named' | 'others'> {
  const named: Record<string, TensorRef> = {};
  const others: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(keywords)) {
    const ref = refOf(value);
    if (ref) named[key] = ref;
    else others[key] = value;
  }
  return { named, others };
}

const output = (layer: string): TensorRef => ({ layer, call: 0, output: 0 });
const callWith = (layer: string): LayerCall => ({ tensors: [output(layer)], named: {}, others: {} });

/** A Sequential model: each layer is fed by the one before. Where no InputLayer stands first, one is made of what is said of the shape. */
function inRow(name: string, layers: readonly LayerSpec[], settings: KerasConfig): ModelSpec {
  const [first] = layers;
  const row: LayerSpec[] = [];
  if (first?.className !== 'InputLayer') {
    const shape = settings.build_input_shape ?? shapeWanted(first);
    const input = `${name}_input`;
    const config = shape === undefined ? {} : { batch_shape: shape };
    row.push({ name: input, className: 'InputLayer', module: 'keras.layers', config, calls: [] });
  }
  for (const layer of layers) {
    const before = row.at(-1);
    row.push(before ? { ...layer, calls: [callWith(before.name)] } : layer);
  }
  const last = row.at(-1)?.name ?? name;
  return { name, layers: row, inputs: [output(row[0]?.name ?? name)], outputs: [output(last)] };
}

/** The shape that a layer, or the first one in it, was made for. */
function shapeWanted(layer: LayerSpec | undefined): unknown {
  if (!layer) return undefined;
  const { batch_shape: shape, batch_input_shape: olderShape } = layer.config;
  return shape ?? olderShape ?? shapeWanted(layer.model?.layers[0]);
}
