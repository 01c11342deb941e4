import * as tf from '@tensorflow/tfjs-node-gpu';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GraphProgram } from '#main/compiled/program';
import { CannotRecord, record } from '#main/compiled/record';
import { rewrite } from '#main/compiled/rewrite';
import { prepareGradients } from '#main/model/gradients';
import { rawOps } from '#main/model/raw-ops';

const backend = tf.backend() as NodeJSKernelBackend;

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

const values = (tensor: tf.Tensor | undefined): number[] => Array.from(tensor?.dataSync() ?? []);

test('a recorded function gives what the eager one gives, for other inputs too', () => {
  const kernel: tf.Variable = tf.variable(tf.tensor2d([1, -2, 3, 0.5], [2, 2]));
  const bias: tf.Variable = tf.variable(tf.tensor1d([0.25, -1]));
  const compute = (x: tf.Tensor) => tf.softmax(tf.relu(tf.add(tf.matMul(x, kernel), bias)));
  const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  const program = GraphProgram.build(
    backend,
    new Map([
      ['kernel', kernel],
      ['bias', bias],
    ]),
    [{ name: 'predict', inputs: { x }, body: () => ({ outputs: [compute(x)] }) }],
  );
  for (const input of [x, tf.tensor2d([-5, 0.1, 7, -0.3], [2, 2])]) {
    const [output] = program.run('predict', { x: input }, 1);
    const expected = values(compute(input));
    for (const [i, value] of values(output).entries()) expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 6);
  }
  program.dispose();
});

test('an assignment while recording becomes one of the graph, and leaves the variable as it was', () => {
  const counter = tf.variable(tf.scalar(5));
  const by = tf.scalar(2);
  const program = GraphProgram.build(backend, new Map([['counter', counter]]), [
    {
      name: 'count',
      inputs: { by },
      body: () => {
        counter.assign(tf.add(counter, by));
        return { outputs: [tf.mul(counter, 10)] };
      },
    },
    { name: 'get', inputs: {}, body: () => ({ outputs: [counter] }) },
    {
      name: 'set',
      inputs: { by },
      body: () => {
        counter.assign(by);
        return { outputs: [] };
      },
    },
  ]);
  expect(values(counter)).toEqual([5]);
  expect(values(program.run('count', { by }, 1)[0])).toEqual([70]);
  expect(values(program.run('count', { by: tf.scalar(-1) }, 1)[0])).toEqual([60]);
  expect(values(program.run('get', {}, 1)[0])).toEqual([6]);
  program.run('set', { by: tf.scalar(100) }, 0);
  expect(values(program.run('count', { by }, 1)[0])).toEqual([1020]);
  program.dispose();
});

test('functions share their variables', () => {
  const weight = tf.variable(tf.scalar(1));
  const x = tf.scalar(3);
  const program = GraphProgram.build(backend, new Map([['weight', weight]]), [
    {
      name: 'double',
      inputs: {},
      body: () => {
        weight.assign(tf.mul(weight, 2));
        return { outputs: [] };
      },
    },
    { name: 'times', inputs: { x }, body: () => ({ outputs: [tf.mul(weight, x)] }) },
  ]);
  program.run('double', {}, 0);
  program.run('double', {}, 0);
  expect(values(program.run('times', { x }, 1)[0])).toEqual([12]);
  program.dispose();
});

test('random numbers follow the seed that is fed, not the one that was recorded', () => {
  const seed = tf.tensor1d([1, 2], 'int32');
  const program = GraphProgram.build(backend, new Map(), [
    { name: 'draw', inputs: { seed }, body: () => ({ outputs: [rawOps(tf).statelessUniform([4], seed)] }) },
  ]);
  const other = tf.tensor1d([1, 3], 'int32');
  const drawn = [seed, other, seed].map(fed => values(program.run('draw', { seed: fed }, 1)[0]));
  expect(drawn[0]).toEqual(drawn[2]);
  expect(drawn[0]).not.toEqual(drawn[1]);
  expect(drawn[1]).toEqual(values(rawOps(tf).statelessUniform([4], other)));
  program.dispose();
});

describe('what a replay would get wrong is refused', () => {
  test('a value read on the way', () => {
    const x = tf.scalar(1);
    const build = () =>
      GraphProgram.build(backend, new Map(), [
        { name: 'f', inputs: { x }, body: () => ({ outputs: [tf.mul(x, tf.add(x, 1).dataSync()[0] ?? 0)] }) },
      ]);
    expect(build).toThrow(CannotRecord);
    expect(values(tf.add(x, 1))).toEqual([2]);
  });

  test('an output that was computed before', () => {
    const early = tf.add(tf.scalar(1), 1);
    const build = () =>
      GraphProgram.build(backend, new Map(), [{ name: 'f', inputs: {}, body: () => ({ outputs: [early] }) }]);
    expect(build).toThrow(CannotRecord);
  });
});

test('running leaves no tensors behind', () => {
  const x = tf.tensor1d([1, 2, 3]);
  const program = GraphProgram.build(backend, new Map(), [
    { name: 'f', inputs: { x }, body: () => ({ outputs: [tf.sum(tf.square(x))] }) },
  ]);
  const before = tf.memory().numTensors;
  for (let i = 0; i < 20; i++) for (const output of program.run('f', { x }, 1)) output.dispose();
  expect(tf.memory().numTensors).toBe(before);
  program.dispose();
});

describe('max pooling behind a relu', () => {
  const x = () => tf.randomNormal<tf.Rank.R4>([2, 6, 6, 3], 0, 1, 'float32', 3);
  const network = (input: tf.Tensor4D) => tf.maxPool(tf.relu(input), [3, 3], [2, 2], 'same');
  const weighted = (input: tf.Tensor4D) => tf.sum(tf.mul(network(input), tf.range(0, 54).reshape([2, 3, 3, 3])));

  /** The ops in the order in which a recording of `body` is written into the graph. */
  const opsOf = (given: tf.Tensor, body: () => tf.Tensor) => {
    let kept = new Set<object>();
    const recording = record(backend, [given], () => {
      kept = new Set([body().dataId]);
      return [];
    });
    return rewrite(recording, kept).ops.map(({ op }) => op);
  };

  test('comes first in the graph, forward and backward', () => {
    prepareGradients(tf);
    const input = x();
    const grad = tf.grad((value: tf.Tensor) => weighted(value as tf.Tensor4D));
    expect(opsOf(input, () => network(input))).toEqual(['MaxPool', 'Relu']);
    const ops = opsOf(input, () => grad(input));
    expect(ops.indexOf('MaxPool')).toBeLessThan(ops.indexOf('Relu'));
    expect(ops.indexOf('ReluGrad')).toBeLessThan(ops.indexOf('MaxPoolGrad'));
  });

  test('gives the same numbers, bit for bit, where windows overlap too', () => {
    prepareGradients(tf);
    const input = x();
    const grad = tf.grad((value: tf.Tensor) => weighted(value as tf.Tensor4D));
    const program = GraphProgram.build(backend, new Map(), [
      { name: 'f', inputs: { input }, body: () => ({ outputs: [network(input), grad(input)] }) },
    ]);
    const [output, gradient] = program.run('f', { input }, 2);
    expect(values(output)).toEqual(values(network(input)));
    expect(values(gradient)).toEqual(values(grad(input)));
    program.dispose();
  });

  test('stays behind a relu whose own output is wanted', () => {
    const input = x();
    expect(opsOf(input, () => tf.add(network(input).sum(), tf.relu(input).sum()))).toContain('Relu');
    const both = () => {
      const active = tf.relu(input);
      return tf.add(tf.sum(tf.maxPool(active, 2, 2, 'valid')), tf.sum(active));
    };
    expect(opsOf(input, both).slice(0, 2)).toEqual(['Relu', 'MaxPool']);
  });
});
