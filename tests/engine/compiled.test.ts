import * as tf from '@tensorflow/tfjs-node-gpu';
import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GraphProgram } from '#main/compiled/program';
import { CannotRecord } from '#main/compiled/record';
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
