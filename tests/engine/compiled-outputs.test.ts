import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetOutputs, outputsEagerly, outputsOf } from '#main/inspect/compiled-outputs';
import { Model } from '#main/model/model';
import { emptyProject } from '#shared/project/project';
import { mnistCnn } from '#shared/templates/mnist-cnn';
import { resnet20 } from '#shared/templates/resnet-20';
import { aroundLayer } from '../support/around-layer';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

const TOLERANCE = 1e-6;

function expectSame(actual: readonly tf.Tensor[], expected: readonly tf.Tensor[]): void {
  expect(actual.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  for (const [i, tensor] of expected.entries()) {
    const values = Array.from(actual[i]?.dataSync() ?? []);
    const reference = Array.from(tensor.dataSync());
    const scale = Math.max(1, ...reference.map(Math.abs));
    const furthest = reference.reduce(
      (most, value, at) => Math.max(most, Math.abs(value - (values[at] ?? Number.NaN))),
      0,
    );
    expect(furthest / scale).toBeLessThan(TOLERANCE);
  }
}

describe.each([
  ['the MNIST CNN', mnistCnn.project()],
  ['ResNet-20', resnet20.project()],
  ['a recurrent network', { ...emptyProject(), graph: aroundLayer('lstm', [[null, 5, 3]], {}) }],
])('%s', (_name, project) => {
  test('one graph gives what the ops one by one give, of every node, for batches of any size', () => {
    const model = new Model(tf, project, 3);
    for (const size of [1, 4]) {
      const samples = tf.randomNormal([size, ...model.sampleShape], 0, 1, 'float32', size);
      const nodes = [...model.nodeIds, ...model.nodeIds.slice(0, 2)];
      expectSame(outputsOf(tf, model, samples, nodes), outputsEagerly(tf, model, samples, nodes));
    }
    forgetOutputs(model);
  });

  test('new weights count at once, and nothing is left behind', () => {
    const model = new Model(tf, project, 3);
    const samples = tf.randomNormal([1, ...model.sampleShape], 0, 1, 'float32', 5);
    const nodes = model.ends.map(({ node }) => node);
    const [before] = outputsOf(tf, model, samples, nodes);
    const tensors = tf.memory().numTensors;
    for (const { variable } of model.weights) {
      const moved = tf.add(variable, 0.01);
      variable.assign(moved);
      moved.dispose();
    }
    const after = outputsOf(tf, model, samples, nodes);
    expect(tf.memory().numTensors).toBe(tensors + nodes.length);
    expectSame(after, outputsEagerly(tf, model, samples, nodes));
    expect([...(after[0]?.dataSync() ?? [])]).not.toEqual([...(before?.dataSync() ?? [])]);
    forgetOutputs(model);
  });
});
