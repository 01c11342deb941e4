import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Head } from '#main/model/model';
import { createOutputObjective } from '#main/training/objective';
import type { LossName } from '#shared/training/losses';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const softmax = (row: readonly number[]) => {
  const sum = row.reduce((all, x) => all + Math.exp(x), 0);
  return row.map(x => Math.exp(x) / sum);
};
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const ROWS = [
  [1, 2, -1],
  [0.5, 0.25, 3],
];
const LABELS = [1, 0];
const COLUMN = [[2], [-1.5], [0.3]];
const YES = [1, 1, 0];

/** The loss, and its gradient by the outputs. */
function lossOf(name: LossName, head: Head, last: readonly (readonly number[])[], labels: readonly number[]) {
  const objective = createOutputObjective(tf, name, head);
  const targets = tf.tensor1d([...labels], 'int32');
  const { value, grad } = tf.valueAndGrad(x => objective.loss(x, targets))(tf.tensor2d(last.map(row => [...row])));
  return { value: value.dataSync()[0] ?? Number.NaN, gradient: Array.from(grad.dataSync()) };
}

/** The gradient of a function of rows, by central differences. */
function numeric(rows: readonly (readonly number[])[], of: (rows: number[][]) => number): number[] {
  const step = 1e-5;
  return rows.flatMap((row, i) =>
    row.map((_, j) => {
      const moved = (by: number) => rows.map((r, ri) => r.map((x, rj) => (ri === i && rj === j ? x + by : x)));
      return (of(moved(step)) - of(moved(-step))) / (2 * step);
    }),
  );
}

const crossEntropy = (rows: number[][]) => mean(rows.map((row, i) => -Math.log(softmax(row)[LABELS[i] ?? 0] ?? 0)));
const binary = (rows: number[][]) =>
  mean(rows.map(([x = 0], i) => -Math.log(YES[i] === 1 ? sigmoid(x) : 1 - sigmoid(x))));
const oneHot = (label: number | undefined) => [0, 1, 2].map(c => (c === label ? 1 : 0));
const squared = (rows: number[][]) =>
  mean(rows.flatMap((row, i) => row.map((x, c) => (x - (oneHot(LABELS[i])[c] ?? 0)) ** 2)));
const squaredSoftmax = (rows: number[][]) => squared(rows.map(softmax));

describe.each<[LossName, Head, number[][], number[], (rows: number[][]) => number]>([
  ['sparse_categorical_crossentropy', 'softmax', ROWS, LABELS, crossEntropy],
  ['categorical_crossentropy', 'softmax', ROWS, LABELS, crossEntropy],
  ['binary_crossentropy', 'sigmoid', COLUMN, YES, binary],
  ['mean_squared_error', null, ROWS, LABELS, squared],
  ['mean_squared_error', 'softmax', ROWS, LABELS, squaredSoftmax],
])('%s after %s', (name, head, rows, labels, formula) => {
  test('is the formula, and so is its gradient', () => {
    const { value, gradient } = lossOf(name, head, rows, labels);
    expect(value).toBeCloseTo(formula(rows), 5);
    for (const [i, expected] of numeric(rows, formula).entries()) expect(gradient[i]).toBeCloseTo(expected, 4);
  });
});

describe('outputs that are probabilities already', () => {
  const probabilities = ROWS.map(softmax);

  test.each<LossName>(['sparse_categorical_crossentropy', 'categorical_crossentropy'])('%s', name => {
    expect(lossOf(name, null, probabilities, LABELS).value).toBeCloseTo(crossEntropy(ROWS), 5);
  });

  test('are clipped as Keras clips, so that a certain mistake costs much and not infinitely', () => {
    const certain = [[0, 1, 0]];
    expect(lossOf('categorical_crossentropy', null, certain, [0]).value).toBeCloseTo(-Math.log(1e-7), 3);
    expect(lossOf('sparse_categorical_crossentropy', null, certain, [0]).value).toBeCloseTo(-Math.log(1e-7), 3);
    expect(lossOf('binary_crossentropy', null, [[0]], [1]).value).toBeCloseTo(-Math.log(1e-7), 3);
  });
});

test('large logits do not overflow', () => {
  expect(lossOf('binary_crossentropy', 'sigmoid', [[1000], [-1000]], [1, 0]).value).toBe(0);
  expect(lossOf('binary_crossentropy', 'sigmoid', [[1000]], [0])).toEqual({ value: 1000, gradient: [1] });
  expect(lossOf('sparse_categorical_crossentropy', 'softmax', [[1000, 0, -1000]], [1]).value).toBe(1000);
});

describe('how many are right', () => {
  const correct = (name: LossName, head: Head, last: number[][], labels: number[]) =>
    createOutputObjective(tf, name, head).correct(tf.tensor2d(last), tf.tensor1d(labels, 'int32')).dataSync()[0];

  test('the largest of several outputs counts', () => {
    expect(
      correct(
        'sparse_categorical_crossentropy',
        'softmax',
        [
          [1, 2, 0],
          [3, 1, 1],
          [0, 0, 1],
        ],
        [1, 2, 2],
      ),
    ).toBe(2);
  });

  test('one output counts as yes above one half, that is, with logits above 0', () => {
    expect(correct('binary_crossentropy', 'sigmoid', [[0.2], [-0.2], [0.7]], [1, 0, 0])).toBe(2);
    expect(correct('mean_squared_error', null, [[0.2], [0.6], [0.7]], [1, 1, 0])).toBe(1);
  });
});
