import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Model } from '#main/model/model';
import type { NamedTensor } from '#main/model/trained-model';
import { mnistCnn } from '#shared/templates/mnist-cnn';
import { chain, projectOf } from '../../support/trained';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

const values = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());
const only = ([tensor, ...others]: readonly tf.Tensor[]): tf.Tensor => {
  if (!tensor || others.length > 0) throw new Error('Expected one output.');
  return tensor;
};
const weight = (name: string, shape: number[], numbers: number[]): NamedTensor => ({
  name,
  shape,
  values: Float32Array.from(numbers),
});

/** A 3 × 3 picture, a 2 × 2 convolution, both ways on, joined. */
const branched = projectOf(
  [
    ['in_1', 'input', { shape: [3, 3, 1] }],
    ['conv', 'conv2d', { filters: 1, kernelSize: [2, 2], activation: 'relu' }],
    ['flat', 'flatten'],
    ['pool', 'globalAveragePooling2d'],
    ['join', 'concatenate'],
    ['out', 'dense', { units: 2, activation: 'softmax' }],
  ],
  [
    ['in_1', 'conv'],
    ['conv', 'flat'],
    ['conv', 'pool'],
    ['flat', 'join'],
    ['pool', 'join'],
    ['join', 'out'],
  ],
);

describe('the forward pass', () => {
  test('gives the numbers that one computes by hand, at every node', () => {
    const model = new Model(tf, branched, 1);
    model.write([
      weight('conv/kernel', [2, 2, 1, 1], [1, 0, 0, -1]),
      weight('conv/bias', [1], [0.5]),
      weight('out/kernel', [5, 2], [1, 0, 1, 0, 1, 0, 1, 0, 0, 2]),
      weight('out/bias', [2], [0, 1]),
    ]);
    const picture = tf.tensor([5, 1, 2, 0, 3, 1, 4, 4, 0], [1, 3, 3, 1]);
    const outputs = model.outputs(picture);
    // Top left minus bottom right of each window, plus 0.5, nothing below 0.
    expect(values(outputs.get('conv') ?? tf.tensor(0))).toEqual([2.5, 0.5, 0, 3.5]);
    expect(values(outputs.get('pool') ?? tf.tensor(0))).toEqual([1.625]);
    expect(values(outputs.get('join') ?? tf.tensor(0))).toEqual([2.5, 0.5, 0, 3.5, 1.625]);
    const logits = [6.5, 4.25];
    expect(values(only(model.forward(picture, { training: false })))).toEqual(logits);
    const chance = 1 / (1 + Math.exp(4.25 - 6.5));
    const [first, second] = values(outputs.get('out') ?? tf.tensor(0));
    expect(first).toBeCloseTo(chance, 6);
    expect(second).toBeCloseTo(1 - chance, 6);
    expect(values(only(model.predict(picture)))).toEqual([first, second]);
  });

  test('ends in a head that can be taken off, also where it is a layer of its own', () => {
    const separate = projectOf(
      [
        ['in_1', 'input', { shape: [2] }],
        ['out', 'dense', { units: 1 }],
        ['act', 'activation', { activation: 'sigmoid' }],
      ],
      [
        ['in_1', 'out'],
        ['out', 'act'],
      ],
      { loss: 'binary_crossentropy' },
    );
    const model = new Model(tf, separate, 1);
    model.write([weight('out/kernel', [2, 1], [2, -1]), weight('out/bias', [1], [0])]);
    const point = tf.tensor([[3, 1]]);
    expect(model.ends[0]?.head).toBe('sigmoid');
    expect(values(only(model.forward(point, { training: false })))).toEqual([5]);
    expect(values(only(model.predict(point)))[0]).toBeCloseTo(1 / (1 + Math.exp(-5)), 6);
  });
});

describe('weights', () => {
  test('start as Keras draws them: glorot_uniform by its fans, biases at 0', async () => {
    const model = new Model(tf, mnistCnn.project(), 42);
    const weights = new Map((await model.read()).map(tensor => [tensor.name, tensor]));
    expect([...weights.keys()]).toEqual([
      'conv2d_1/kernel',
      'conv2d_1/bias',
      'conv2d_2/kernel',
      'conv2d_2/bias',
      'dense_1/kernel',
      'dense_1/bias',
      'dense_2/kernel',
      'dense_2/bias',
    ]);
    const limits = { 'conv2d_1/kernel': [9, 288], 'conv2d_2/kernel': [288, 576], 'dense_1/kernel': [1600, 128] };
    for (const [name, [fanIn = 0, fanOut = 0]] of Object.entries(limits)) {
      const limit = Math.sqrt(6 / (fanIn + fanOut));
      const drawn = [...(weights.get(name)?.values ?? [])];
      const largest = drawn.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(largest).toBeLessThanOrEqual(Math.fround(limit));
      expect(largest).toBeGreaterThan(0.95 * limit);
      const variance = drawn.reduce((sum, value) => sum + value ** 2, 0) / drawn.length;
      expect(variance / (limit ** 2 / 3)).toBeCloseTo(1, 0);
    }
    expect(weights.get('conv2d_2/bias')?.values.every(value => value === 0)).toBe(true);
  });

  test('begin as an identity matrix that is not square, which tfjs alone refuses to make', async () => {
    const initializers = { kernelInitializer: { type: 'identity', gain: 3 }, recurrentInitializer: 'zeros' };
    const project = chain(['input', { shape: [4, 2] }], ['lstm', { units: 1, ...initializers }], ['dense']);
    const [kernel] = await new Model(tf, project, 1).read();
    expect(kernel).toMatchObject({ shape: [2, 4], values: Float32Array.of(3, 0, 0, 0, 0, 3, 0, 0) });
  });

  test('follow from the seed and the name alone', async () => {
    const first = (await new Model(tf, mnistCnn.project(), 7).read())[0]?.values;
    const again = (await new Model(tf, mnistCnn.project(), 7).read())[0]?.values;
    const other = (await new Model(tf, mnistCnn.project(), 8).read())[0]?.values;
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test('are read and written whole, or not at all', async () => {
    const model = new Model(tf, branched, 1);
    const before = await model.read();
    const [kernel, ...others] = before;
    if (!kernel) throw new Error('expected a kernel');
    expect(() => model.write(others)).toThrow('there is no weight conv/kernel');
    const changed = others.map(tensor => ({ ...tensor, values: tensor.values.map(() => 9) }));
    expect(() => model.write([...changed, { ...kernel, shape: [4, 1, 1, 1] }])).toThrow('conv/kernel has the shape');
    expect(await model.read()).toEqual(before);
    model.write([...changed, kernel]);
    expect((await model.read())[1]?.values).toEqual(Float32Array.of(9));
  });

  test('of BatchNormalization are in the order of the catalogue, two of them not trainable', () => {
    const project = projectOf(
      [
        ['in_1', 'input', { shape: [4] }],
        ['norm', 'batchNormalization'],
        ['out', 'dense', { units: 2, activation: 'softmax' }],
      ],
      [
        ['in_1', 'norm'],
        ['norm', 'out'],
      ],
    );
    const model = new Model(tf, project, 1);
    expect(model.weights.map(({ name, trainable }) => `${name}${trainable ? '' : ' (kept)'}`)).toEqual([
      'norm/gamma',
      'norm/beta',
      'norm/moving_mean (kept)',
      'norm/moving_variance (kept)',
      'out/kernel',
      'out/bias',
    ]);
  });

  test('are given back when the network goes', () => {
    const before = tf.memory().numTensors;
    new Model(tf, mnistCnn.project(), 1).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('Dropout', () => {
  const project = projectOf(
    [
      ['in_1', 'input', { shape: [1000] }],
      ['drop_1', 'dropout', { rate: 0.3 }],
      ['drop_2', 'dropout', { rate: 0.3 }],
      ['join', 'concatenate'],
      ['out', 'dense', { units: 2, activation: 'softmax' }],
    ],
    [
      ['in_1', 'drop_1'],
      ['in_1', 'drop_2'],
      ['drop_1', 'join'],
      ['drop_2', 'join'],
      ['join', 'out'],
    ],
  );
  /** What the two dropouts let through: the last layer's kernel adds up each of them. */
  function mask(seed: number, step: number, training = true): number[] {
    const model = new Model(tf, project, seed);
    const kernel = Float32Array.from({ length: 4000 }, (_, i) =>
      i % 2 === (i < 2000 ? 0 : 1) ? ((i >> 1) % 1000) + 1 : 0,
    );
    model.write([
      { name: 'out/kernel', shape: [2000, 2], values: kernel },
      { name: 'out/bias', shape: [2], values: new Float32Array(2) },
    ]);
    return values(only(model.forward(tf.ones([1, 1000]), { training, step: tf.scalar(step, 'int32') })));
  }

  test('is the same for the same seed and step, another one at every step, for every seed and in every layer', () => {
    expect(mask(1, 1)).toEqual(mask(1, 1));
    expect(mask(1, 2)).not.toEqual(mask(1, 1));
    expect(mask(2, 1)).not.toEqual(mask(1, 1));
    const [first, second] = mask(1, 1);
    expect(first).not.toBe(second);
  });

  test('keeps the mean in training and changes nothing otherwise', () => {
    const whole = (1000 * 1001) / 2;
    expect(mask(1, 1, false)).toEqual([whole, whole]);
    for (const sum of mask(1, 1)) expect(Math.abs(sum / whole - 1)).toBeLessThan(0.1);
  });
});
