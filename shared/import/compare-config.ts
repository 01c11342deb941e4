import signatures from '../code/keras-signatures.json';
import { Activation, kerasActivationName } from '../layers/activations';
import { isRecord, isSerialized, type KerasConfig } from '../layers/keras-config';
import { initializerOf } from '../layers/serialized-initializers';

/** An argument whose value in the file our layer does not have. */
export interface Difference {
  readonly key: string;
  readonly value: unknown;
}

/** What says nothing of what a layer computes, or is looked at elsewhere. */
const ELSEWHERE = new Set([
  'name',
  'trainable',
  'dtype',
  'batch_input_shape',
  'batch_shape',
  'input_dtype',
  'optional',
]);
/** How it computes, not what; and what concerns masks only, which there are none of. */
const HOW = new Set(['implementation', 'unroll', 'use_cudnn', 'autocast', 'synchronized', 'zero_output_for_mask']);

/** What older Kerases and tfjs write, and Keras 3 has no argument for: the values that say what Keras 3 does anyway. */
const GONE: Readonly<Record<string, unknown>> = {
  data_format: 'channels_last',
  groups: 1,
  dilation_rate: 1,
  depth_multiplier: 1,
  attention_axes: 1,
};

/** What has the value of another argument unless it is said. */
const SAME_AS: Readonly<Record<string, string>> = { value_dim: 'key_dim' };

/**
 * The arguments in which a layer of Keras differs from the one that the graph would have in its place: those that ours has with
 * another value, and those that ours lacks, unless they have Keras's default.
 * @param ours what `kerasConfig` says of our layer
 */
export function compareConfig(className: string, theirs: KerasConfig, ours: KerasConfig): readonly Difference[] {
  return Object.entries(theirs).flatMap(([key, value]): readonly Difference[] => {
    if (ELSEWHERE.has(key) || HOW.has(key)) return [];
    if (key === 'backward_layer' && isMirrored(value, theirs.layer)) return [];
    const own = ours[key];
    if (own !== undefined)
      return key === 'layer' ? compareInner(value, own) : agree(value, own) ? [] : [{ key, value }];
    const usual = usualValue(className, key) ?? ours[SAME_AS[key] ?? ''];
    return saysNothing(value, usual) ? [] : [{ key, value }];
  });
}

/** The layer inside another one. */
function compareInner(theirs: unknown, ours: unknown): readonly Difference[] {
  if (!isSerialized(theirs) || !isSerialized(ours) || !isRecord(theirs.config) || !isRecord(ours.config)) {
    return [{ key: 'layer', value: theirs }];
  }
  if (theirs.class_name !== ours.class_name) return [{ key: 'layer', value: theirs.class_name }];
  const inner = compareConfig(theirs.class_name, theirs.config, ours.config);
  return inner.map(({ key, value }) => ({ key: `layer.${key}`, value }));
}

const agree = (theirs: unknown, ours: unknown): boolean =>
  same(plain(theirs), plain(ours)) || (isNothing(theirs) && isNothing(ours));

/** Whether a Bidirectional's second layer is its first one, read from the end. */
function isMirrored(backward: unknown, forward: unknown): boolean {
  if (!isSerialized(backward) || !isSerialized(forward) || !isRecord(backward.config) || !isRecord(forward.config)) {
    return false;
  }
  const read = { name: null, go_backwards: null };
  const turned = backward.config.go_backwards !== forward.config.go_backwards;
  const alike = same({ ...backward.config, ...read }, { ...forward.config, ...read });
  return turned && alike && backward.class_name === forward.class_name;
}

/** No regularizer, no axes, no activation. */
const isNothing = (value: unknown): boolean =>
  value === null || value === 'linear' || (Array.isArray(value) && value.length === 0);

/** Whether an argument that our layer lacks says nothing: it is off, or has Keras's default. */
const saysNothing = (value: unknown, usual: unknown): boolean =>
  isNothing(value) || value === false || same(plain(value), plain(usual));

/** The arguments that Keras's class must be given, and the file does not say; of those that ours has. */
export const missingArguments = (className: string, theirs: KerasConfig, ours: KerasConfig): readonly string[] =>
  argumentsOf(className).flatMap(([key, ...usual]) =>
    typeof key === 'string' && usual.length === 0 && key in ours && !(key in theirs) ? [key] : [],
  );

function usualValue(className: string, key: string): unknown {
  const [, usual] = argumentsOf(className).find(([name]) => name === key) ?? [];
  return usual ?? GONE[key];
}

/** Of Keras's constructor: names, with the default where there is one. */
function argumentsOf(className: string): readonly (readonly unknown[])[] {
  const layers: Readonly<Record<string, readonly (readonly unknown[])[]>> = signatures.layers;
  return layers[className] ?? [];
}

/** One form for what Keras, older ones and tfjs write in several. */
function plain(value: unknown): unknown {
  if (isSerialized(value) || typeof value === 'string') {
    const initializer = initializerOf(value);
    if (initializer) return initializer;
    if (typeof value === 'string') return kerasActivationName(value) ?? value;
    if (Activation.safeParse(value.config).success) return value.config;
    return isRecord(value.config) ? { class_name: longName(value.class_name), ...withoutZeros(value.config) } : value;
  }
  if (Array.isArray(value)) {
    const items = value.map(plain);
    return items.length > 0 && items.every(item => same(item, items[0])) ? items[0] : items;
  }
  return value;
}

/** L1 and L2 are L1L2 with one of the two. */
const longName = (className: string): string => (/^L[12]$/.test(className) ? 'L1L2' : className);

const withoutZeros = (config: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(config).filter(([, value]) => value !== 0 && value !== null));

/** Numbers may have been through float32. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b));
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (isRecord(a) && isRecord(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every(key => same(a[key], b[key]));
  }
  return a === b;
}
