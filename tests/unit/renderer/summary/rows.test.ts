import { expect, test } from 'vitest';
import { asCsv, asText, COLUMNS, filtered, layerRows } from '#renderer/summary/rows';
import { sorted } from '#renderer/ui/sort';
import { analyzeGraph } from '#shared/graph/analyze';
import { lenet5 } from '#shared/templates/lenet-5';
import { mnistCnn } from '#shared/templates/mnist-cnn';

const rows = layerRows(analyzeGraph(lenet5.graph()), 128);
const ids = (list: typeof rows) => list.map(({ id }) => id);
const column = (by: string) => {
  const found = COLUMNS.find(candidate => candidate.by === by);
  if (!found) throw new Error(`There is no column ${by}.`);
  return found;
};

test('lists the layers in the order of computation, with what each costs for the batch', () => {
  expect(rows.map(({ id, parameters }) => [id, parameters])).toEqual([
    ['input_1', 0],
    ['conv2d_1', 156],
    ['average_pooling2d_1', 0],
    ['conv2d_2', 2416],
    ['average_pooling2d_2', 0],
    ['flatten_1', 0],
    ['dense_1', 48_120],
    ['dense_2', 10_164],
    ['dense_3', 850],
  ]);
  expect(rows[1]).toMatchObject({ type: 'Conv2D', multiplyAdds: 28 * 28 * 6 * 25, memory: 128 * 4 * 28 * 28 * 6 });
  expect(rows.map(row => column('field').text(row))).toEqual([
    '1 × 1',
    '5 × 5',
    '6 × 6',
    '14 × 14',
    '16 × 16',
    ...Array<string>(4).fill('whole input'),
  ]);
});

test('a frozen layer has nothing to train', () => {
  const graph = mnistCnn.graph();
  const nodes = graph.nodes.map(node => (node.id === 'dense_1' ? { ...node, trainable: false } : node));
  const frozen = layerRows(analyzeGraph({ ...graph, nodes }), 1).find(({ id }) => id === 'dense_1');
  expect(frozen).toMatchObject({ parameters: 204_928, trainable: 0 });
});

test('a layer that cannot be computed is listed without a shape', () => {
  const { nodes } = lenet5.graph();
  const [, conv] = layerRows(analyzeGraph({ nodes, edges: [] }), 1);
  expect(conv).toMatchObject({ id: 'conv2d_1', output: undefined, parameters: 0 });
  expect(conv && column('output').text(conv)).toBe('not known');
});

test('filters by name, layer and shape, and sorts numbers as numbers', () => {
  expect(ids(filtered(rows, 'conv2d'))).toEqual(['conv2d_1', 'conv2d_2']);
  expect(ids(filtered(rows, 'dense 120'))).toEqual(['dense_1']);
  expect(ids(filtered(rows, 'nothing'))).toEqual([]);
  expect(ids(sorted(rows, column('parameters').sortBy, true)).slice(0, 3)).toEqual(['dense_1', 'dense_2', 'conv2d_2']);
});

test('copies as columns of text and as CSV with exact numbers and quoted shapes', () => {
  const text = asText(rows.slice(0, 2)).split('\n');
  expect(text).toHaveLength(3);
  expect(new Set(text.map(line => line.length)).size).toBe(1);
  expect(text[2]).toContain('(None, 28, 28, 6)');
  expect(asCsv(rows.slice(1, 2)).split('\r\n')).toEqual([
    'Name,Layer,Output shape,Parameters,Trainable,Multiply-adds,Memory (bytes),Receptive field',
    'conv2d_1,Conv2D,"(None, 28, 28, 6)",156,156,117600,2408448,5 × 5',
    '',
  ]);
});
