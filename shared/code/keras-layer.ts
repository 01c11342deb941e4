import { z } from 'zod';
import type { LayerDefinition } from '../layers/define';
import type { CodeNode } from './network';
import signatures from './signatures';

/** Something of Keras with the arguments to write, those that are Keras's own defaults left out. */
export interface KerasObject {
  /** Such as `layers` or `regularizers`. */
  readonly module: string;
  readonly className: string;
  readonly args: readonly KerasArgument[];
}
export interface KerasArgument {
  readonly name: string;
  readonly value: unknown;
  /** Whether Keras needs it, and it may stand without its name. */
  readonly isPositional: boolean;
}

const Signatures = z.record(z.string(), z.record(z.string(), z.array(z.tuple([z.string()], z.json()))));
/** What real Keras says of its constructors; tests/interop/code compares. */
const known = Signatures.parse(signatures);

/** As Keras serializes objects inside a configuration. */
const Serialized = z.object({
  module: z.string(),
  class_name: z.string(),
  config: z.record(z.string(), z.unknown()),
});

/** Sizes that may be one number for all axes. */
const SIZES = new Set(['kernel_size', 'strides', 'pool_size', 'dilation_rate', 'size']);

/** One way to write what Keras takes for the same. */
function plainValue(name: string, value: unknown): unknown {
  if ((name === 'activation' || name.endsWith('_activation')) && value === 'linear') return null;
  if (Array.isArray(value) && value.length === 0) return null;
  if (!Array.isArray(value) || !SIZES.has(name)) return value;
  const [first] = value;
  return value.every(size => size === first) ? first : value;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * The constructor call for a configuration in Keras's names.
 * @param config without the layer's own name
 */
function kerasObject(module: string, className: string, config: Readonly<Record<string, unknown>>): KerasObject {
  const signature = known[module]?.[className] ?? [];
  const order = signature.map(([name]) => name);
  const names = [...order.filter(name => name in config), ...Object.keys(config).filter(name => !order.includes(name))];
  const args = names.flatMap((name): KerasArgument[] => {
    // Ours is channels-last, and so is Keras unless its user says otherwise.
    if (name === 'data_format' || name === 'dtype' || name === 'name') return [];
    const value = plainValue(name, config[name]);
    const argument = signature.find(([known]) => known === name);
    const isRequired = argument?.length === 1;
    if (argument && !isRequired && same(value, plainValue(name, argument[1]))) return [];
    // Keras takes the size of the window where none are given.
    if (name === 'strides' && 'pool_size' in config && same(value, plainValue('pool_size', config.pool_size)))
      return [];
    const at = order.indexOf(name);
    const isPositional = isRequired && (at === 0 || (at === 1 && name === 'kernel_size'));
    return [{ name, value: nested(value), isPositional }];
  });
  return { module, className, args };
}

/** Layers and regularizers inside a configuration, whose names Keras gives itself. */
function nested(value: unknown): unknown {
  const serialized = Serialized.safeParse(value);
  if (!serialized.success) return value;
  const { module, class_name, config } = serialized.data;
  return kerasObject(module.replace(/^keras\./, ''), class_name, config);
}

export const isKerasObject = (value: unknown): value is KerasObject =>
  typeof value === 'object' && value !== null && 'className' in value;

interface Made {
  readonly layer: LayerDefinition;
  readonly object: KerasObject;
}
/** Parameters are immutable, so an edit costs only what it changes. */
const made = new WeakMap<object, Made>();

/** The layer of a node, by what the catalogue says of it. */
export function kerasLayer({ layer, params }: Pick<CodeNode, 'layer' | 'params'>): KerasObject {
  const key = typeof params === 'object' ? params : null;
  const known = key && made.get(key);
  if (known?.layer === layer) return known.object;
  const object = kerasObject('layers', layer.kerasClass, layer.kerasConfig(params));
  if (key) made.set(key, { layer, object });
  return object;
}

const camelCase = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The defaults of a class's arguments, by their names in camelCase; those that Keras needs are not among them. */
export const keywordDefaults = (module: string, className: string): ReadonlyMap<string, unknown> =>
  new Map(
    (known[module]?.[className] ?? []).flatMap(argument =>
      argument.length > 1 ? [[camelCase(argument[0]), argument[1]]] : [],
    ),
  );
