import { z } from 'zod';

/** How weights begin, by Keras's names. */
const INITIALIZERS = [
  'glorot_uniform',
  'glorot_normal',
  'he_uniform',
  'he_normal',
  'lecun_uniform',
  'lecun_normal',
  'random_uniform',
  'random_normal',
  'truncated_normal',
  'orthogonal',
  'zeros',
  'ones',
] as const;

export const Initializer = z.enum(INITIALIZERS);
export type Initializer = z.infer<typeof Initializer>;

/** Those that are not for choice alone. */
export type WeightInitializer = Initializer | UnitForgetBias | FixedKernel;

/** An LSTM's bias: it begins as chosen, but with 1 for the forget gate. */
export interface UnitForgetBias {
  readonly unitForgetBias: Initializer;
}

/** A kernel that is the same for every channel, [height, width, channels, 1]: its values row by row. */
export interface FixedKernel {
  readonly kernel: readonly number[];
}

/** @param what the weights, as in "the kernel" */
export const initializerParam = (title: string, what: string, initial: Initializer) =>
  Initializer.default(initial).meta({
    title,
    description: `How ${what} begins. "glorot" suits tanh and sigmoid, "he" relu and its kin, "lecun" selu.`,
    section: 'Weights',
  });

/** tfjs's name: in camelCase, and LeCun with two capitals. */
export const tfjsInitializer = (name: Initializer): string =>
  name.replace(/^lecun/, 'leCun').replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());

/** Keras's short name of an initializer that Keras, an older one or tfjs has written; `undefined` for one that there is not. */
export function kerasInitializerName(value: unknown): Initializer | undefined {
  if (typeof value === 'string') return Initializer.safeParse(snakeCase(value)).data;
  if (typeof value !== 'object' || value === null || !('class_name' in value) || !('config' in value)) return undefined;
  const { class_name: className, config } = value;
  if (typeof className !== 'string' || typeof config !== 'object' || config === null) return undefined;
  const settings = new Map<string, unknown>(Object.entries(config));
  if (className === 'VarianceScaling') return scalingName(settings);
  const name = Initializer.safeParse(snakeCase(className)).data;
  const usual = name ? (USUAL_SETTINGS[name] ?? {}) : {};
  return Object.entries(usual).every(([key, expected]) => isNear(settings.get(key) ?? expected, expected))
    ? name
    : undefined;
}

const snakeCase = (className: string): string =>
  className
    .replace(/^LeCun|^leCun/, 'Lecun')
    .replace(/(?!^)[A-Z]/g, '_$&')
    .toLowerCase();

/** What Keras's own names stand for. */
const USUAL_SETTINGS: { readonly [name in Initializer]?: Readonly<Record<string, number>> } = {
  random_uniform: { minval: -0.05, maxval: 0.05 },
  random_normal: { mean: 0, stddev: 0.05 },
  truncated_normal: { mean: 0, stddev: 0.05 },
  orthogonal: { gain: 1 },
};

const SCALINGS: Readonly<Record<string, string>> = { '1 fan_avg': 'glorot', '2 fan_in': 'he', '1 fan_in': 'lecun' };

/** tfjs and older Kerases write out what "glorot", "he" and "lecun" are short for. */
function scalingName(settings: ReadonlyMap<string, unknown>): Initializer | undefined {
  const stem = SCALINGS[`${settings.get('scale')} ${settings.get('mode')}`];
  const distribution = settings.get('distribution') === 'uniform' ? 'uniform' : 'normal';
  // Theirs are cut off at two deviations, whatever they call it; Keras 3 has one that is not.
  if (settings.get('distribution') === 'untruncated_normal') return undefined;
  return Initializer.safeParse(`${stem}_${distribution}`).data;
}

const isNear = (value: unknown, expected: number): boolean =>
  typeof value === 'number' && Math.abs(value - expected) <= 1e-6;
