import { z } from 'zod';

const seed = z.int().min(0).max(0xffff_ffff).nullable().default(null).meta({
  title: 'Seed',
  description:
    'Draws the same values in every run; none takes the seed of the run. Keras draws other values of the same seed.',
});

const number = (title: string, description: string, initial: number) =>
  z.number().min(-1_000_000).max(1_000_000).default(initial).meta({ title, description });

const deviation = (description: string) =>
  z.number().min(0).max(1_000_000).default(0.05).meta({ title: 'Stddev', description });

/** One of those that go by the size of the weights: nothing but the seed is open. */
const scaled = <Type extends string>(type: Type) => z.strictObject({ type: z.literal(type), seed });

/** How weights begin, by Keras's names, with Keras's settings. */
const InitializerSettings = z.discriminatedUnion('type', [
  scaled('glorot_uniform'),
  scaled('glorot_normal'),
  scaled('he_uniform'),
  scaled('he_normal'),
  scaled('lecun_uniform'),
  scaled('lecun_normal'),
  z.strictObject({
    type: z.literal('variance_scaling'),
    scale: z.number().positive().max(1_000_000).default(1).meta({
      title: 'Scale',
      description: 'The variance of the values, times the number that the mode names.',
    }),
    mode: z.enum(['fan_in', 'fan_out', 'fan_avg']).default('fan_in').meta({
      title: 'Mode',
      description: 'Divides by how many inputs feed an output, by how many outputs an input feeds, or by their mean.',
    }),
    distribution: z.enum(['truncated_normal', 'untruncated_normal', 'uniform']).default('truncated_normal').meta({
      title: 'Distribution',
      description: 'Normal, drawn again where it is beyond two deviations or not; or all values of a range alike.',
    }),
    seed,
  }),
  z
    .strictObject({
      type: z.literal('random_uniform'),
      minval: number('Minval', 'The smallest value.', -0.05),
      maxval: number('Maxval', 'What all values are below.', 0.05),
      seed,
    })
    .refine(({ minval, maxval }) => minval <= maxval, { message: 'must be at most the maxval', path: ['minval'] }),
  z.strictObject({
    type: z.literal('random_normal'),
    mean: number('Mean', 'What the values are spread around.', 0),
    stddev: deviation('How far they spread.'),
    seed,
  }),
  z.strictObject({
    type: z.literal('truncated_normal'),
    mean: number('Mean', 'What the values are spread around.', 0),
    stddev: deviation('How far they spread, before what is beyond two of it is drawn again.'),
    seed,
  }),
  z.strictObject({
    type: z.literal('orthogonal'),
    gain: number('Gain', 'Times the matrix whose rows or columns are at right angles.', 1),
    seed,
  }),
  z.strictObject({ type: z.literal('identity'), gain: number('Gain', 'What stands on the diagonal.', 1) }),
  z.strictObject({ type: z.literal('constant'), value: number('Value', 'What every weight begins as.', 0) }),
  z.strictObject({ type: z.literal('zeros') }),
  z.strictObject({ type: z.literal('ones') }),
]);
export type InitializerSettings = z.infer<typeof InitializerSettings>;
export type InitializerName = InitializerSettings['type'];

const NAMES = InitializerSettings.options.map(option => option.shape.type.value);
export const InitializerName = z.enum(NAMES);

/** A name alone stands for Keras's defaults. */
export const Initializer = z.union([InitializerName, InitializerSettings], {
  error: ({ input }) => (typeof input === 'string' ? `must be one of ${NAMES.join(', ')}` : undefined),
});
export type Initializer = z.infer<typeof Initializer>;

/** With all that the name stands for. */
export const settingsOf = (initializer: Initializer): InitializerSettings =>
  typeof initializer === 'string' ? InitializerSettings.parse({ type: initializer }) : initializer;

/** What of an initializer is set otherwise than by Keras's defaults. */
export function ownSettings(initializer: Initializer): Readonly<Record<string, string | number | null>> {
  const { type, ...settings } = settingsOf(initializer);
  const usual: Readonly<Record<string, unknown>> = settingsOf(type);
  return Object.fromEntries(Object.entries(settings).filter(([name, value]) => value !== usual[name]));
}

/** The name alone where it says all. */
export const shortest = (initializer: Initializer): Initializer =>
  Object.keys(ownSettings(initializer)).length > 0 ? initializer : settingsOf(initializer).type;

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

/** What of it can be chosen. */
export function chosenInitializer(initializer: WeightInitializer): Initializer | undefined {
  if (typeof initializer === 'string' || 'type' in initializer) return initializer;
  return 'unitForgetBias' in initializer ? initializer.unitForgetBias : undefined;
}

/** @param what the weights, as in "the kernel" */
export const initializerParam = (title: string, what: string, initial: InitializerName) =>
  Initializer.default(initial).meta({
    title,
    description: `How ${what} begins. "glorot" suits tanh and sigmoid, "he" relu and its kin, "lecun" selu.`,
    section: 'Weights',
  });
