import { z } from 'zod';

/** Keras's names; tfjs knows all of them but `silu`, which it calls `swish`. */
export const ACTIVATIONS = [
  'linear',
  'relu',
  'relu6',
  'elu',
  'selu',
  'silu',
  'softplus',
  'softsign',
  'tanh',
  'sigmoid',
  'softmax',
] as const;

export const Activation = z.enum(ACTIVATIONS);
export type Activation = z.infer<typeof Activation>;

export const activationParam = Activation.default('linear').meta({
  title: 'Activation',
  description: 'The function applied to each output value; "linear" changes nothing.',
});

export const useBiasParam = z.boolean().default(true).meta({
  title: 'Use bias',
  description: 'Adds one learned number to each output channel.',
});

export const paddingParam = z.enum(['valid', 'same']).default('valid').meta({
  title: 'Padding',
  description: '"valid" uses only whole windows; "same" pads with zeros so that stride 1 keeps height and width.',
});

/** A height and a width, in pixels. */
export const sizeParam = (title: string, description: string, [height, width]: readonly [number, number]) =>
  z
    .tuple([z.int().min(1).max(1024), z.int().min(1).max(1024)])
    .default([height, width])
    .meta({ title, description, unit: 'height, width' });

export const tfjsActivation = (name: Activation) => (name === 'silu' ? 'swish' : name);
