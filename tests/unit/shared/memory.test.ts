import { expect, test } from 'vitest';
import { analyzeGraph } from '#shared/graph/analyze';
import { lenet5 } from '#shared/templates/lenet-5';
import { Network } from '#shared/templates/network';

test('training LeNet-5 keeps what each layer puts out, Flatten only looks at what is there', () => {
  const { nodes, keptValues } = analyzeGraph(lenet5.graph());
  const sizes = {
    input_1: 28 * 28,
    conv2d_1: 28 * 28 * 6,
    average_pooling2d_1: 14 * 14 * 6,
    conv2d_2: 10 * 10 * 16,
    average_pooling2d_2: 5 * 5 * 16,
    flatten_1: 0,
    dense_1: 120,
    dense_2: 84,
    dense_3: 10,
  };
  expect(Object.fromEntries([...nodes].map(([id, node]) => [id, node.keptValues]))).toEqual(sizes);
  expect(keptValues).toBe(Object.values(sizes).reduce((sum, size) => sum + size));
});

test('a forward pass alone holds a skip until it is added', () => {
  const network = new Network();
  const input = network.input(10, 10, 4);
  const first = network.add('conv2d', { filters: 8, padding: 'same' }, input);
  const second = network.add('conv2d', { filters: 4, padding: 'same' }, first);
  network.add('add', {}, [second, input]);
  // At the second convolution: input 400, first 800, second 400. At the sum the first is gone again.
  expect(analyzeGraph(network.graph).peakValues).toBe(1600);
  const chain = new Network();
  const below = chain.add('conv2d', { filters: 8, padding: 'same' }, chain.input(10, 10, 4));
  chain.add('conv2d', { filters: 4, padding: 'same' }, below);
  expect(analyzeGraph(chain.graph).peakValues).toBe(1200);
});

test('dropout keeps its mask, GELU in a convolution what came before it, an LSTM its gates at every step', () => {
  const network = new Network();
  const series = network.input(6, 3);
  const dropped = network.add('dropout', {}, series);
  const gelu = network.add('conv1d', { filters: 5, activation: 'gelu', padding: 'same' }, series);
  const relu = network.add('conv1d', { filters: 5, activation: 'relu', padding: 'same' }, series);
  const activation = network.add('activation', { activation: 'gelu' }, series);
  const lstm = network.add('lstm', { units: 4 }, series);
  const { nodes } = analyzeGraph(network.graph);
  const kept = (id: string) => nodes.get(id)?.keptValues;
  expect([dropped, gelu, relu, activation, lstm].map(kept)).toEqual([36, 60, 30, 18, 6 * 4 * 6]);
});
