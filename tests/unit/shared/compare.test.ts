import { describe, expect, test } from 'vitest';
import { changesBetween, leavesOf } from '#shared/compare/change';
import { compareGraphs } from '#shared/compare/compare-graphs';
import { compareProjects, isSameProject } from '#shared/compare/compare-projects';
import { hyperparametersOf } from '#shared/compare/hyperparameters';
import { Graph } from '#shared/graph/graph';
import { denseClassifier } from '#shared/templates/dense-classifier';
import { mnistCnn } from '#shared/templates/mnist-cnn';

const graph = (nodes: readonly object[], edges: readonly string[]): Graph =>
  Graph.parse({
    nodes,
    edges: edges.map(edge => {
      const [from, to] = edge.split(' ');
      return { from, to };
    }),
  });

const node = (id: string, type: string, params: object = {}) => ({ id, type, params });
const chain = graph(
  [node('in', 'input', { shape: [2] }), node('a', 'dense', { units: 8 }), node('out', 'dense', { units: 1 })],
  ['in a', 'a out'],
);

describe('settings', () => {
  test('differ by path; a list counts as one value, and what only one side has is undefined on the other', () => {
    const before = { optimizer: { type: 'sgd', learningRate: 0.1, momentum: 0.9 }, size: [28, 28], epochs: 3 };
    const after = { optimizer: { type: 'adam', learningRate: 0.1 }, size: [28, 32], epochs: 3, seed: null };
    expect(changesBetween(before, after)).toEqual([
      { path: 'optimizer.type', before: 'sgd', after: 'adam' },
      { path: 'optimizer.momentum', before: 0.9, after: undefined },
      { path: 'size', before: '28, 28', after: '28, 32' },
      { path: 'seed', before: undefined, after: null },
    ]);
  });

  test('in a list of objects have its numbers in their path', () => {
    expect([...leavesOf({ stages: [{ epochs: 1 }, { epochs: 2 }], none: [], nothing: {} })]).toEqual([
      ['stages.0.epochs', 1],
      ['stages.1.epochs', 2],
    ]);
  });
});

describe('graphs', () => {
  test('are the same where only defaults are written out or nodes and edges are listed in another order', () => {
    const other = graph(
      [
        node('out', 'dense', { units: 1, useBias: true }),
        node('a', 'dense', { units: 8, activation: 'linear' }),
        node('in', 'input', { shape: [2] }),
      ],
      ['a out', 'in a'],
    );
    expect(compareGraphs(chain, other)).toEqual({ added: [], removed: [], changed: [] });
  });

  test('tell nodes added and removed, and the ones that are fed by others now', () => {
    const longer = graph([...chain.nodes, node('drop', 'dropout', { rate: 0.5 })], ['in a', 'a drop', 'drop out']);
    const out = { id: 'out', type: 'dense', typeBefore: null, params: [] };
    expect(compareGraphs(chain, longer)).toEqual({
      added: [expect.objectContaining({ id: 'drop' })],
      removed: [],
      changed: [{ ...out, inputs: { before: ['a'], after: ['drop'] } }],
    });
    expect(compareGraphs(longer, chain)).toEqual({
      added: [],
      removed: [expect.objectContaining({ id: 'drop' })],
      changed: [{ ...out, inputs: { before: ['drop'], after: ['a'] } }],
    });
  });

  test('tell changed parameters, and a node that has become another layer', () => {
    const nodes = [node('in', 'input', { shape: [2] }), node('a', 'dropout', { rate: 0.1 }), node('out', 'dense')];
    expect(compareGraphs(chain, graph(nodes, ['in a', 'a out'])).changed).toMatchObject([
      { id: 'a', type: 'dropout', typeBefore: 'dense', inputs: null },
      { id: 'out', typeBefore: null, params: [{ path: 'units', before: 1, after: 32 }], inputs: null },
    ]);
  });

  test('tell inputs in another order, because a concatenation comes out in that order', () => {
    const nodes = [
      node('in', 'input', { shape: [2] }),
      node('a', 'dense'),
      node('b', 'dense'),
      node('c', 'concatenate'),
    ];
    const [ab, ba] = [graph(nodes, ['in a', 'in b', 'a c', 'b c']), graph(nodes, ['in a', 'in b', 'b c', 'a c'])];
    expect(compareGraphs(ab, ba).changed).toMatchObject([
      { id: 'c', inputs: { before: ['a', 'b'], after: ['b', 'a'] } },
    ]);
  });

  test('with layers that this version does not know are compared as they are', () => {
    const odd = (size: number) => graph([node('x', 'warp', { size })], []);
    expect(compareGraphs(odd(1), odd(2)).changed).toMatchObject([{ id: 'x', params: [{ path: 'size' }] }]);
  });
});

describe('projects', () => {
  test('are the same where only name and layout differ', () => {
    const project = mnistCnn.project();
    const moved = { ...project, name: 'Other', layout: { input_1: { x: 1, y: 2 } } };
    expect(isSameProject(compareProjects(project, moved))).toBe(true);
  });

  test('differ in their graph, their data and their training', () => {
    const difference = compareProjects(mnistCnn.project(), denseClassifier.project());
    expect(difference.data).toContainEqual({ path: 'dataset', before: 'mnist', after: 'points' });
    expect(difference.training.map(({ path }) => path)).toContain('loss');
    expect(difference.graph.removed.map(({ type }) => type)).toContain('conv2d');
    expect(isSameProject(difference)).toBe(false);
  });

  test('have hyperparameters by name', () => {
    expect(hyperparametersOf(mnistCnn.project())).toMatchObject({
      'optimizer.type': 'adam',
      batchSize: 128,
      'data.dataset': 'mnist',
      layers: 8,
    });
  });
});
