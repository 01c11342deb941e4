import { z } from 'zod';

/** Keras 3's names. */
export const ACTIVATIONS = [
  'linear',
  'relu',
  'relu6',
  'leaky_relu',
  'elu',
  'selu',
  'gelu',
  'silu',
  'mish',
  'softplus',
  'softsign',
  'tanh',
  'sigmoid',
  'hard_sigmoid',
  'hard_silu',
  'exponential',
  'softmax',
  'log_softmax',
] as const;

export const Activation = z.enum(ACTIVATIONS);
export type Activation = z.infer<typeof Activation>;

/** What tfjs lacks, or computes as an older Keras did: main/model/own-layers/activations makes them known to it by these names. */
export const OWN_ACTIVATIONS = {
  leaky_relu: 'keras3LeakyRelu',
  hard_sigmoid: 'keras3HardSigmoid',
  hard_silu: 'keras3HardSilu',
  exponential: 'keras3Exponential',
} as const satisfies { readonly [name in Activation]?: string };
export type OwnActivation = keyof typeof OWN_ACTIVATIONS;

/** Why a tfjs layers model cannot hold an activation, as the end of a sentence; absent where it can. */
export const whyNotTfjsActivation = (name: unknown): string | undefined =>
  typeof name === 'string' && Object.hasOwn(OWN_ACTIVATIONS, name)
    ? `TensorFlow.js does not compute the activation "${name}" as Keras 3 does`
    : undefined;

type TfjsActivation = NonNullable<Parameters<typeof import('@tensorflow/tfjs').layers.activation>[0]['activation']>;

const TFJS_NAMES: { readonly [name in Activation]?: string } = {
  ...OWN_ACTIVATIONS,
  silu: 'swish',
  log_softmax: 'logSoftmax',
};

/** The name under which tfjs has an activation: more than its types list, hence the cast. */
export const tfjsActivation = (name: Activation): TfjsActivation => (TFJS_NAMES[name] ?? name) as TfjsActivation;

/** Keras's name of an activation that Keras, an older one or tfjs has written; `undefined` for one that there is not. */
export function kerasActivationName(value: unknown): Activation | undefined {
  if (value === null) return 'linear';
  if (typeof value === 'object' && 'config' in value) return kerasActivationName(value.config);
  if (typeof value !== 'string') return undefined;
  const name = value.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
  return Activation.safeParse(OLDER_NAMES[name] ?? name).data;
}

const OLDER_NAMES: Readonly<Record<string, Activation>> = { swish: 'silu', hard_swish: 'hard_silu' };
