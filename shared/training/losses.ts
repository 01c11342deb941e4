import { z } from 'zod';
import type { DatasetTarget } from '../data/targets';
import type { Shape } from '../graph/shape';

/** What a loss, by its Keras name, asks of the last layer; labels arrive as class numbers and are encoded to fit. */
interface LossSpec {
  readonly title: string;
  readonly summary: string;
  /** The shape that the network must put out for so many classes. */
  output(classes: number): Shape;
  /** Present where it tells two classes apart and no more: the loss for more of them. */
  readonly insteadForMoreClasses?: string;
  /** What it takes the outputs for: probabilities, scores whose order or sign counts, or values near the labels' own. */
  readonly outputs: 'probabilities' | 'scores' | 'values';
  /** The activations that make the outputs so, the usual one first; absent where any will do. */
  readonly activations?: readonly string[];
  /** Labels stay one number a sample, are turned into rows of 0 and 1 (one-hot), or into -1 and 1 (sign). */
  readonly target: 'class' | 'one-hot' | 'sign';
  /** Whether it also learns numbers, compared one by one with the outputs. */
  readonly numbers?: true;
}

const perClass = (classes: number): Shape => [null, classes];
const one = (): Shape => [null, 1];
/** Two classes need one number only. */
const oneForTwo = (classes: number): Shape => (classes === 2 ? one() : perClass(classes));

export const losses = {
  sparse_categorical_crossentropy: {
    title: 'Sparse categorical cross-entropy',
    summary: 'One of several classes; labels are class numbers.',
    output: perClass,
    outputs: 'probabilities',
    activations: ['softmax'],
    target: 'class',
  },
  categorical_crossentropy: {
    title: 'Categorical cross-entropy',
    summary: 'One of several classes; labels are one-hot rows.',
    output: perClass,
    outputs: 'probabilities',
    activations: ['softmax'],
    target: 'one-hot',
  },
  binary_crossentropy: {
    title: 'Binary cross-entropy',
    summary: 'Yes or no; one output between 0 and 1. Also many such numbers, each by itself.',
    output: one,
    insteadForMoreClasses: 'sparse_categorical_crossentropy',
    outputs: 'probabilities',
    activations: ['sigmoid'],
    target: 'class',
    numbers: true,
  },
  kl_divergence: {
    title: 'Kullback–Leibler divergence',
    summary: 'How far the outputs are from one-hot labels, both taken as probabilities of the classes.',
    output: perClass,
    outputs: 'probabilities',
    activations: ['softmax'],
    target: 'one-hot',
  },
  hinge: {
    title: 'Hinge',
    summary: 'Yes or no by one output above or below 0, with a margin of 1; labels are -1 and 1.',
    output: one,
    insteadForMoreClasses: 'categorical_hinge',
    outputs: 'scores',
    activations: ['linear', 'tanh'],
    target: 'sign',
  },
  categorical_hinge: {
    title: 'Categorical hinge',
    summary: "One of several classes: its output above every other's, with a margin of 1; labels are one-hot rows.",
    output: perClass,
    outputs: 'scores',
    target: 'one-hot',
  },
  mean_squared_error: {
    title: 'Mean squared error',
    summary: 'The squared distance from numbers, or from one-hot labels (0 and 1 for two classes).',
    output: oneForTwo,
    outputs: 'values',
    target: 'one-hot',
    numbers: true,
  },
  mean_absolute_error: {
    title: 'Mean absolute error',
    summary: 'The distance from numbers, or from one-hot labels (0 and 1 for two classes).',
    output: oneForTwo,
    outputs: 'values',
    target: 'one-hot',
    numbers: true,
  },
  huber: {
    title: 'Huber',
    summary:
      'Half the squared distance from numbers or one-hot labels (0 and 1 for two classes), beyond 1 the distance less a half.',
    output: oneForTwo,
    outputs: 'values',
    target: 'one-hot',
    numbers: true,
  },
} as const satisfies Record<string, LossSpec>;

export type LossName = keyof typeof losses;
// Object.keys does not say which keys they are.
export const LOSS_NAMES = Object.keys(losses) as readonly LossName[];
export const Loss = z.enum(LOSS_NAMES);

export const lossSpec = (name: LossName): LossSpec => losses[name];

/** The usual loss for numbers. */
export const LOSS_FOR_NUMBERS: LossName = 'mean_squared_error';

/**
 * The shape of the output that learns a target with a loss, batch axis first; `null` where the loss cannot learn it: numbers with
 * one for classes, or more classes than it tells apart.
 */
export function outputFor(name: LossName, target: DatasetTarget): Shape | null {
  const { output, numbers, insteadForMoreClasses } = lossSpec(name);
  if (target.kind === 'numbers' || target.kind === 'input') return numbers ? [null, ...target.shape] : null;
  const { length } = target.classes;
  if (insteadForMoreClasses && length !== 2) return null;
  const perSample = output(length);
  return target.kind === 'class' ? perSample : [null, ...target.shape, ...perSample.slice(1)];
}
