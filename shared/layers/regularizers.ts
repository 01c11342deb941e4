import { z } from 'zod';

const strength = (title: string, description: string) =>
  z.number().min(0).max(1000).default(0).meta({ title, description });

/** Keras's `L1L2`: adds `l1 · Σ|w| + l2 · Σw²` of a weight, or of what a layer puts out, to the loss, while training and in validation. Both 0 is none. */
export const Regularizer = z.strictObject({
  l1: strength('L1', 'Times the sum of the values, each without its sign: drives the unneeded to 0.'),
  l2: strength('L2', 'Times the sum of the squared values: keeps all of them small.'),
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
    section: 'Weights',
  });

/** Keras's `activity_regularizer`; what its layer then adds to the loss is in `LayerAnalysis.activity`. */
export const activityRegularizerParam = Regularizer.default({ l1: 0, l2: 0 }).meta({
  title: 'Activity regularizer',
  description:
    'What the outputs of the layer add to the loss as they grow, for each sample: L1 lets few of them differ from 0.',
  section: 'Weights',
});

export const isNone = ({ l1, l2 }: Regularizer): boolean => l1 === 0 && l2 === 0;

/** As Keras serializes it. */
export const kerasRegularizer = (regularizer: Regularizer) =>
  isNone(regularizer)
    ? null
    : { module: 'keras.regularizers', class_name: 'L1L2', config: { ...regularizer }, registered_name: null };

/** tfjs takes what it serializes as well, though its types know a regularizer's name or object only: hence the cast. */
export const tfjsRegularizer = (regularizer: Regularizer): string | undefined =>
  isNone(regularizer) ? undefined : ({ className: 'L1L2', config: { ...regularizer } } as unknown as string);
