import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Model } from '#main/model/model';
import type { GraphNode } from '#shared/graph/graph';
import { projectOf } from '../../support/trained';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

const around = (type: string, params: GraphNode['params']) =>
  projectOf(
    [
      ['in', 'input', { shape: [6, 5] }],
      ['last', type, params],
    ],
    [['in', 'last']],
  );

async function weightsOf(type: string, params: GraphNode['params']) {
  const read = await new Model(tf, around(type, params), 3).read();
  return new Map(read.map(({ name, shape, values }) => [name, { shape, values }]));
}

describe('the first weights of recurrent layers are as Keras draws them', () => {
  test.each([
    ['simpleRnn', 7, 7],
    ['lstm', 7, 28],
    ['gru', 7, 21],
  ])('the recurrent kernel of %s has rows of length 1 at right angles', async (type, rows, columns) => {
    const kernel = (await weightsOf(type, { units: 7 })).get('last/recurrent_kernel');
    expect(kernel?.shape).toEqual([rows, columns]);
    const matrix = tf.tensor2d(kernel?.values ?? [], [rows, columns]);
    const products = tf.matMul(matrix, matrix, false, true);
    const worst = tf.max(tf.abs(tf.sub(products, tf.eye(rows)))).dataSync()[0];
    expect(worst).toBeLessThan(1e-5);
  });

  test('an LSTM does not forget, unless it is told to', async () => {
    const bias = (await weightsOf('lstm', { units: 2 })).get('last/bias')?.values;
    expect([...(bias ?? [])]).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
    const plain = (await weightsOf('lstm', { units: 2, unitForgetBias: false })).get('last/bias')?.values;
    expect(plain?.every(value => value === 0)).toBe(true);
  });
});

test('an LSTM that ends a network keeps its inner activation', () => {
  const model = new Model(tf, around('lstm', { units: 3, activation: 'sigmoid' }), 1);
  expect(model.ends[0]?.head).toBeNull();
});

test('an Embedding gives the row of each number, cut off at the point', async () => {
  const project = projectOf(
    [
      ['in', 'input', { shape: [3] }],
      ['words', 'embedding', { inputDim: 4, outputDim: 2 }],
    ],
    [['in', 'words']],
  );
  const model = new Model(tf, project, 1);
  model.write([{ name: 'words/embeddings', shape: [4, 2], values: Float32Array.from([0, 1, 10, 11, 20, 21, 30, 31]) }]);
  const [rows] = model.predict(tf.tensor2d([[3, 0, 2.9]]));
  expect(rows?.shape).toEqual([1, 3, 2]);
  expect([...(rows?.dataSync() ?? [])]).toEqual([30, 31, 0, 1, 20, 21]);
});
