import { z } from 'zod';
import { Activation, tfjsActivation } from './activations';
import { type Initializer, tfjsInitializer } from './initializers';

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

/** Of series: an order in time, in which the past must not depend on the future. */
export const seriesPaddingParam = z.enum(['valid', 'same', 'causal']).default('valid').meta({
  title: 'Padding',
  description:
    '"valid" uses only whole windows; "same" pads with zeros at both ends, "causal" before the start alone, so that no step sees a later one.',
});

/** A number of steps along a series. */
export const lengthParam = (title: string, description: string, steps: number) =>
  z.int().min(1).max(65_536).default(steps).meta({ title, description, unit: 'steps' });

/** A height and a width, in pixels. */
export const sizeParam = (title: string, description: string, [height, width]: readonly [number, number]) =>
  z
    .tuple([z.int().min(1).max(1024), z.int().min(1).max(1024)])
    .default([height, width])
    .meta({ title, description, unit: 'height, width' });

/** A depth, a height and a width. */
export const volumeParam = (title: string, description: string, size: number) =>
  z
    .array(z.int().min(1).max(1024))
    .length(3)
    .default([size, size, size])
    .meta({ title, description, unit: 'depth, height, width' });

export const filtersParam = z
  .int()
  .min(1)
  .max(65_536)
  .default(32)
  .meta({ title: 'Filters', description: 'How many filters, and so how many output channels.' });

const strength = (title: string, description: string) =>
  z.number().min(0).max(1000).default(0).meta({ title, description });

/** Keras's `L1L2`: adds `l1 · Σ|w| + l2 · Σw²` of a weight to the loss, while training and in validation. Both 0 is none. */
export const Regularizer = z.strictObject({
  l1: strength('L1', 'Times the sum of the weights, each without its sign: drives the unneeded to 0.'),
  l2: strength('L2', 'Times the sum of the squared weights: keeps all of them small.'),
});
export type Regularizer = z.infer<typeof Regularizer>;

/**
 * Keras's `kernel_regularizer` and the like; hand it on with the weight it is about (`WeightSpec.regularizer`).
 * @param what the weights, as in "the kernel"
 */
export const regularizerParam = (title: string, what: string) =>
  Regularizer.default({ l1: 0, l2: 0 }).meta({
    title,
    description: `What ${what} adds to the loss as it grows, so that the network prefers small weights.`,
  });

export const regularizerParams = {
  kernelRegularizer: regularizerParam('Kernel regularizer', 'the kernel'),
  biasRegularizer: regularizerParam('Bias regularizer', 'the bias'),
};

export const isNone = ({ l1, l2 }: Regularizer): boolean => l1 === 0 && l2 === 0;

/** As Keras serializes it. */
export const kerasRegularizer = (regularizer: Regularizer) =>
  isNone(regularizer)
    ? null
    : { module: 'keras.regularizers', class_name: 'L1L2', config: { ...regularizer }, registered_name: null };

/** tfjs takes what it serializes as well, though its types know a regularizer's name or object only: hence the cast. */
export const tfjsRegularizer = (regularizer: Regularizer): string | undefined =>
  isNone(regularizer) ? undefined : ({ className: 'L1L2', config: { ...regularizer } } as unknown as string);

interface KernelParams {
  readonly activation: Activation;
  readonly kernelInitializer: Initializer;
  readonly biasInitializer: Initializer;
  readonly kernelRegularizer: Regularizer;
  readonly biasRegularizer: Regularizer;
}

/** The parameters of a layer with a kernel, a bias and an activation as tfjs takes them. */
export const tfjsKernelParams = <P extends KernelParams>(params: P) => ({
  ...params,
  activation: tfjsActivation(params.activation),
  kernelInitializer: tfjsInitializer(params.kernelInitializer),
  biasInitializer: tfjsInitializer(params.biasInitializer),
  kernelRegularizer: tfjsRegularizer(params.kernelRegularizer),
  biasRegularizer: tfjsRegularizer(params.biasRegularizer),
});
