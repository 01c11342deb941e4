import { z } from 'zod';
import type { BuiltLayer, LayerFactory } from '../../layers/define';
import { Initializer, InitializerName } from '../../layers/initializers';
import { tfjsInitializer, tfjsInitializerName, upperFirst, withoutUnmade } from '../../layers/tfjs-initializers';
import { tfjsParam } from '../../layers/tfjs-params';
import { type Call, call, type Expression, type Item, literal } from '../expression';
import { keywordDefaults } from '../keras-layer';
import { quoted } from '../names';
import type { CodeNode } from '../network';

/** A call of the layer factory, as the catalogue makes it. */
interface Recorded {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly isChanged?: boolean;
}
const isRecorded = (value: unknown): value is Recorded =>
  typeof value === 'object' && value !== null && 'method' in value && 'args' in value;

/** Remembers the call, and whether the catalogue does more to the layer than that. */
function record(method: string, args: Recorded['args']): Recorded {
  const recorded = { method, args, isChanged: false };
  return new Proxy(recorded, {
    get: (target, key) => (key in target ? Reflect.get(target, key) : () => undefined),
    set(target) {
      target.isChanged = true;
      return true;
    },
  });
}

const recorder = new Proxy(
  {},
  { get: (_target, method: string) => (args: Recorded['args']) => record(method, args) },
  // It stands in for all of tfjs's constructors, of which the catalogue calls one; what comes back is only looked at here.
) as LayerFactory;

function recordedLayer({ id, layer, params }: Pick<CodeNode, 'id' | 'layer' | 'params'>): Recorded {
  const built: BuiltLayer | Recorded = layer.build(recorder, id, params);
  if (!isRecorded(built)) throw new Error(`The catalogue made no layer of ${id}.`);
  return built;
}

/** Why the program has no layer for a node, as the end of a sentence; absent where it has. */
export const whyNotTypeScript = (node: CodeNode): string | undefined =>
  node.layer.whyNotTfjs(node.params) ??
  (node.layer.ports.length > 0 && recordedLayer(node).isChanged
    ? 'TensorFlow.js has no constructor for such a layer, whose weights are set by hand'
    : undefined);

/** tfjs's names where the catalogue's factory has others. */
const METHODS: Readonly<Record<string, string>> = {
  simpleRnn: 'simpleRNN',
  SimpleRNN: 'simpleRNN',
  LSTM: 'lstm',
  GRU: 'gru',
};
/** What tfjs's own class does not know; where it matters, `whyNotTfjs` says so. */
const UNKNOWN = new Set(['resetAfter']);
/** Activations that tfjs computes, and its types have forgotten. */
const UNTYPED = new Set(['logSoftmax']);
/** tfjs's default is another one than Keras's. */
const ALWAYS = new Set(['recurrentActivation']);

const Serialized = z.object({ className: z.string(), config: z.record(z.string(), z.unknown()) });

/** The constructor call for a node's layer: `tf.layers.dense({ units: 10 })`. @param name where it is to have one */
export function tfjsLayer(node: CodeNode, name?: string): Call {
  const { layer, arriving, output } = node;
  const params = withoutUnmade(node);
  const built = recordedLayer({ ...node, params });
  const parsed = layer.parse(params);
  const own = parsed.ok ? parsed.value : {};
  const isReshape = built.method === 'reshape';
  // The engine reshapes instead, as tfjs flattens no rows.
  if (isReshape && layer.kerasClass === 'Flatten' && arriving[0]?.length !== 2) {
    return layerCall({ method: 'flatten', args: {} }, layer.kerasClass, own, name);
  }
  // tfjs works out a -1 only when the size of the batch is known.
  const args = isReshape ? { ...built.args, targetShape: output.slice(1) } : built.args;
  return layerCall({ method: built.method, args }, layer.kerasClass, own, name);
}

function layerCall(
  { method, args }: Recorded,
  kerasClass: string,
  params: Readonly<Record<string, unknown>>,
  name: string | undefined,
): Call {
  const defaults = keywordDefaults('layers', kerasClass);
  const given = Object.entries(args).filter(([key, value]) => key !== 'name' && !UNKNOWN.has(key) && value != null);
  const values = given
    .map(([key, value]) => [key, written(key, value, params)] as const)
    .filter(([, value]) => value != null);
  const needed = values.filter(([key, value]) => ALWAYS.has(key) || !isDefault(key, value, args, defaults));
  // tfjs wants the only argument of a layer whatever it is.
  const kept = needed.length === 0 && values.length === 1 ? values : needed;
  const entries = kept.map(([key, value]): Item => ({ key: `${key}: `, value: typescriptValue(key, value) }));
  if (name !== undefined) entries.push({ key: 'name: ', value: quoted(name) });
  return call(`tf.layers.${METHODS[method] ?? method}`, literal('{', '}', entries));
}

/** An argument by tfjs's names. */
function written(key: string, value: unknown, params: Readonly<Record<string, unknown>>): unknown {
  // The catalogue leaves beginnings to the engine here and there; the program needs them.
  const begins = Initializer.safeParse(params[key]);
  return begins.success ? tfjsInitializer(begins.data) : tfjsParam(key, value);
}

const asOne = (value: unknown): unknown =>
  Array.isArray(value) && value.length > 0 && value.every(size => size === value[0]) ? value[0] : value;

function isDefault(
  key: string,
  value: unknown,
  args: Recorded['args'],
  defaults: ReadonlyMap<string, unknown>,
): boolean {
  if (key === 'activation' && value === 'linear') return true;
  if (key === 'strides' && 'poolSize' in args && JSON.stringify(value) === JSON.stringify(args.poolSize)) return true;
  if (!defaults.has(key)) return false;
  const usual = defaults.get(key);
  const begins = Initializer.safeParse(usual);
  if (begins.success) return value === tfjsInitializer(begins.data);
  return JSON.stringify(asOne(value)) === JSON.stringify(asOne(usual));
}

const SIZES = new Set(['kernelSize', 'strides', 'poolSize', 'dilationRate']);

/** What makes objects that are no layers. */
const FACTORIES: Readonly<Record<string, string>> = {
  L1L2: 'tf.regularizers.l1l2',
  NonNeg: 'tf.constraints.nonNeg',
  MaxNorm: 'tf.constraints.maxNorm',
  UnitNorm: 'tf.constraints.unitNorm',
  MinMaxNorm: 'tf.constraints.minMaxNorm',
  ...Object.fromEntries(
    InitializerName.options.map(tfjsInitializerName).map(name => [upperFirst(name), `tf.initializers.${name}`]),
  ),
};

function typescriptValue(key: string, value: unknown): Expression {
  if (typeof value === 'string') return UNTYPED.has(value) ? `${quoted(value)} as never` : quoted(value);
  if (isRecorded(value)) return layerCall(value, '', {}, undefined);
  const serialized = Serialized.safeParse(value);
  if (serialized.success) {
    const { className, config } = serialized.data;
    const made = FACTORIES[className];
    if (made) return call(made, ...(Object.keys(config).length > 0 ? [literal('{', '}', members(config))] : []));
    return layerCall({ method: className, args: config }, className, {}, undefined);
  }
  if (Array.isArray(value)) {
    if (SIZES.has(key) && typeof asOne(value) === 'number') return `${asOne(value)}`;
    const list = literal(
      '[',
      ']',
      value.map(each => typescriptValue('', each)),
    );
    // tfjs takes several axes of a norm, and its types know one.
    if (key === 'axis') return `[${value.join(', ')}] as unknown as number`;
    // A size that is open, which tfjs takes and its types do not know.
    return value.includes(null) ? `[${value.map(String).join(', ')}] as unknown as number[]` : list;
  }
  return typeof value === 'object' && value !== null ? literal('{', '}', members(value)) : `${value}`;
}

const members = (value: object): Item[] =>
  Object.entries(value).map(([key, each]) => ({ key: `${key}: `, value: typescriptValue(key, each) }));
