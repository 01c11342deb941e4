import type { Shape } from '../graph/shape';
import type { LayerDefinition, WeightSpec } from './define';
import { chosenInitializer, type Initializer, type InitializerSettings, ownSettings, settingsOf } from './initializers';

/** tfjs's name: in camelCase, and LeCun with two capitals. */
export const tfjsInitializerName = (name: string): string =>
  name.replace(/^lecun/, 'leCun').replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());

export const upperFirst = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** tfjs takes what it serializes as well, though its types know an initializer's name or object only: hence the cast. */
export function tfjsInitializer(initializer: Initializer): string {
  const settings = settingsOf(initializer);
  const own = ownSettings(initializer);
  const name = tfjsInitializerName(settings.type);
  // It knows no constant without a value.
  if (settings.type !== 'constant' && Object.keys(own).length === 0) return name;
  const config = settings.type === 'constant' ? { value: settings.value } : tfjsSettings(own);
  return { className: upperFirst(name), config } as unknown as string;
}

/** What tfjs calls Keras's distributions. Its normal ones are all cut off at two deviations. */
const DISTRIBUTIONS: Readonly<Record<string, string>> = { truncated_normal: 'normal', untruncated_normal: 'normal' };

const tfjsSettings = (settings: ReturnType<typeof ownSettings>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) => {
      // It takes a 0 for nothing said, where its own default is another number.
      if (value === 0 && /^(minval|maxval|stddev)$/.test(name)) return [name, 1e-30];
      return [name, typeof value === 'string' ? (DISTRIBUTIONS[value] ?? tfjsInitializerName(value)) : value];
    }),
  );

/** How a weight begins that tfjs cannot begin so, and the parameter that says it. */
interface Unmade {
  readonly weight: WeightSpec;
  readonly param: string;
  readonly initializer: InitializerSettings;
}

interface Placed {
  readonly layer: LayerDefinition;
  readonly params: unknown;
  /** The shapes that arrive. */
  readonly arriving: readonly Shape[];
}

/** The weights of a layer that begin as `differs` says. */
function beginning(
  { layer, params, arriving }: Placed,
  differs: (initializer: InitializerSettings, weight: WeightSpec) => boolean,
): readonly Unmade[] {
  const analysis = layer.analyze(arriving, params);
  const weights = analysis.ok ? analysis.value.weights : [];
  return weights.flatMap(weight => {
    const chosen = chosenInitializer(weight.initializer);
    const initializer = chosen && settingsOf(chosen);
    if (!initializer || !differs(initializer, weight)) return [];
    return { weight, param: `${weight.settings ?? weight.name}Initializer`, initializer };
  });
}

/** tfjs makes square identity matrices only, and fails on others. */
const unmade = (placed: Placed) =>
  beginning(placed, ({ type }, { shape: [rows, columns] }) => type === 'identity' && rows !== columns);

/** The parameters of a layer without the initializers that tfjs fails on. */
export function withoutUnmade(placed: Placed): unknown {
  const left = new Set(unmade(placed).map(({ param }) => param));
  if (left.size === 0) return placed.params;
  return Object.fromEntries(Object.entries(placed.params ?? {}).filter(([name]) => !left.has(name)));
}

/** In what weights begin otherwise in tfjs, as sentences without their end. */
export const tfjsBeginnings = (placed: Placed): readonly string[] => [
  ...unmade(placed).map(
    ({ weight }) => `${weight.name} begins as usual: TensorFlow.js makes square identity matrices only`,
  ),
  ...beginning(
    placed,
    settings => settings.type === 'variance_scaling' && settings.distribution === 'untruncated_normal',
  ).map(({ weight }) => `${weight.name} begins within two deviations: TensorFlow.js draws again what is beyond`),
];
