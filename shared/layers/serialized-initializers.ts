import {
  Initializer,
  InitializerName,
  type InitializerSettings,
  ownSettings,
  settingsOf,
  shortest,
} from './initializers';
import type { Serialized } from './keras-config';

const className = (name: string): string =>
  name.replace(/(?:^|_)(\w)/g, (_match, letter: string) => letter.toUpperCase());

/** As Keras serializes it; by its short name where that says all. */
export function kerasInitializer(initializer: Initializer) {
  const settings = settingsOf(initializer);
  const { type } = settings;
  // The name of a constant alone Keras refuses.
  const config = type === 'constant' ? { value: settings.value } : ownSettings(initializer);
  if (Object.keys(config).length === 0) return type;
  return { module: 'keras.initializers', class_name: className(type), config, registered_name: null };
}

/** What Keras, an older one or tfjs has written of an initializer; `undefined` for one that there is not. */
export function initializerOf(value: Serialized | string): Initializer | undefined {
  if (typeof value === 'string') return InitializerName.safeParse(snakeCase(value)).data;
  const name = InitializerName.safeParse(snakeCase(value.class_name.replace(/Initializer$/, ''))).data;
  const config: Readonly<Record<string, unknown>> = { ...(typeof value.config === 'object' ? value.config : {}) };
  const isByAxes = config.input_axes != null || config.output_axes != null;
  if (!name || isByAxes) return undefined;
  const usual = settingsOf(name);
  const given = Object.entries(usual).map(([key, initial]) => [key, settingOf(key, config[key], initial)]);
  const read = Initializer.safeParse({ ...Object.fromEntries(given), type: name }).data;
  return read && shortest(named(settingsOf(read)));
}

const snakeCase = (name: string): string =>
  name
    .replace(/^LeCun|^leCun/, 'Lecun')
    .replace(/(?!^)[A-Z]/g, '_$&')
    .toLowerCase();

/** A setting as it was written; seeds that are no number, and what is said nothing of, are as usual. */
function settingOf(key: string, value: unknown, usual: unknown): unknown {
  if (value === undefined || (key === 'seed' && !Number.isInteger(value))) return usual;
  // Theirs are cut off at two deviations, too.
  if (key === 'distribution' && value === 'normal') return 'truncated_normal';
  // Which stands for a 0 in tfjs's files: see tfjs-initializers.
  if (typeof value === 'number' && Math.abs(value) <= 1e-20) return 0;
  // Numbers may have been through float32.
  const isUsual = typeof value === 'number' && typeof usual === 'number' && Math.abs(value - usual) <= 1e-8;
  return isUsual ? usual : value;
}

const SCALINGS: Readonly<Record<string, string>> = { '1 fan_avg': 'glorot', '2 fan_in': 'he', '1 fan_in': 'lecun' };

/** tfjs and older Kerases write out what "glorot", "he" and "lecun" are short for. */
function named(settings: InitializerSettings): Initializer {
  if (settings.type !== 'variance_scaling' || settings.distribution === 'untruncated_normal') return settings;
  const { scale, mode, distribution, seed } = settings;
  const stem = SCALINGS[`${scale} ${mode}`];
  const type = `${stem}_${distribution === 'uniform' ? 'uniform' : 'normal'}`;
  return Initializer.safeParse({ type, seed }).data ?? settings;
}
