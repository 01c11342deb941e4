import { z } from 'zod';
import type { Shape } from '../graph/shape';

/** What a loss, by its Keras name, asks of the last layer; labels arrive as class numbers and are encoded to fit. */
interface LossSpec {
  readonly title: string;
  readonly summary: string;
  /** The shape that the network must put out for so many classes. */
  output(classes: number): Shape;
  /** The activation that makes the outputs what the loss takes them for; absent where any will do. */
  readonly activation?: 'softmax' | 'sigmoid';
  /** Whether labels are turned into rows of 0 and 1 (one-hot), or stay one number a sample. */
  readonly target: 'class' | 'one-hot';
}

export const losses = {
  sparse_categorical_crossentropy: {
    title: 'Sparse categorical cross-entropy',
    summary: 'One of several classes; labels are class numbers.',
    output: classes => [null, classes],
    activation: 'softmax',
    target: 'class',
  },
  categorical_crossentropy: {
    title: 'Categorical cross-entropy',
    summary: 'One of several classes; labels are one-hot rows.',
    output: classes => [null, classes],
    activation: 'softmax',
    target: 'one-hot',
  },
  binary_crossentropy: {
    title: 'Binary cross-entropy',
    summary: 'Yes or no; one output between 0 and 1.',
    output: () => [null, 1],
    activation: 'sigmoid',
    target: 'class',
  },
  mean_squared_error: {
    title: 'Mean squared error',
    summary: 'The squared distance from one-hot labels (0 and 1 for two classes).',
    output: classes => [null, classes === 2 ? 1 : classes],
    target: 'one-hot',
  },
} as const satisfies Record<string, LossSpec>;

export type LossName = keyof typeof losses;
export const Loss = z.enum([
  'sparse_categorical_crossentropy',
  'categorical_crossentropy',
  'binary_crossentropy',
  'mean_squared_error',
]);

export const lossSpec = (name: LossName): LossSpec => losses[name];
