import { describe, expect, test } from 'vitest';
import { analyzeGraph } from '#shared/graph/analyze';
import type { Graph, GraphNode } from '#shared/graph/graph';
import { mnistCnn } from '#shared/templates/mnist-cnn';

const node = (id: string, type: string, params: GraphNode['params'] = {}): GraphNode => ({ id, type, params });
const edge = (from: string, to: string, port = 'input') => ({ from, to, port });
const chain = (...nodes: GraphNode[]): Graph => ({
  nodes,
  edges: nodes.slice(1).map((target, i) => edge(nodes[i]?.id ?? '', target.id)),
});
const causes = (graph: Graph) => analyzeGraph(graph).problems.map(problem => [problem.node, problem.cause.code]);

describe('the MNIST CNN', () => {
  const analysis = analyzeGraph(mnistCnn.project().graph);

  test('has the shapes that Keras prints', () => {
    expect([...analysis.nodes.values()].map(({ analysis }) => analysis?.output)).toEqual([
      [null, 28, 28, 1],
      [null, 26, 26, 32],
      [null, 13, 13, 32],
      [null, 11, 11, 64],
      [null, 5, 5, 64],
      [null, 1600],
      [null, 128],
      [null, 10],
    ]);
  });

  test('has the parameters that Keras counts', () => {
    expect(analysis.parameters).toBe(225_034);
    expect(analysis.trainableParameters).toBe(225_034);
  });

  test('counts one multiply-add for each weight at each place', () => {
    expect(analysis.multiplyAdds).toBe(26 * 26 * 9 * 32 + 11 * 11 * 9 * 32 * 64 + 1600 * 128 + 128 * 10);
  });
});

describe('an edit', () => {
  const { graph } = mnistCnn.project();
  /** The layers of which something else is known than before. */
  const edited = (id: string, params: GraphNode['params']) => {
    const before = analyzeGraph(graph).nodes;
    const nodes = graph.nodes.map(old => (old.id === id ? { ...old, params: { ...old.params, ...params } } : old));
    const after = analyzeGraph({ ...graph, nodes }).nodes;
    return [...after].flatMap(([key, known]) => (before.get(key) === known ? [] : [key]));
  };
  test('leaves what is known of other layers as the same objects', () => {
    expect(edited('conv2d_2', { filters: 12 })).toEqual(['conv2d_2', 'max_pooling2d_2', 'flatten_1', 'dense_1']);
  });

  test('goes no further than shapes change', () => {
    expect(edited('dense_1', { activation: 'tanh' })).toEqual(['dense_1']);
  });

  test('of nothing changes nothing', () => {
    expect(edited('none', {})).toEqual([]);
  });
});

test('only what is trained counts as trainable', () => {
  const { parameters, trainableParameters } = analyzeGraph(
    chain(node('in', 'input', { shape: [4, 4, 3] }), node('bn', 'batchNormalization')),
  );
  expect([parameters, trainableParameters]).toEqual([12, 6]);
});

test('an edit computes only the nodes that it changes', () => {
  const before = mnistCnn.project().graph;
  const first = analyzeGraph(before);
  const moved = analyzeGraph({ ...before, nodes: [...before.nodes] });
  for (const [id, { analysis }] of first.nodes) expect(moved.nodes.get(id)?.analysis).toBe(analysis);
  const edited = analyzeGraph({
    ...before,
    nodes: before.nodes.map(old => (old.id === 'dense_1' ? { ...old, params: { units: 64 } } : old)),
  });
  expect(edited.nodes.get('conv2d_2')?.analysis).toBe(first.nodes.get('conv2d_2')?.analysis);
  expect(edited.nodes.get('dense_2')?.analysis?.weights[0]?.shape).toEqual([64, 10]);
});

describe('what is wrong is said at its node', () => {
  const input = node('in', 'input');

  test('a convolution after Flatten', () => {
    const [problem] = analyzeGraph(chain(input, node('flat', 'flatten'), node('conv', 'conv2d'))).problems;
    expect(problem).toMatchObject({
      node: 'conv',
      cause: { code: 'shape/rank', expected: [4], received: [null, 784] },
    });
  });

  test('a window larger than the picture, with mends', () => {
    const small = node('in', 'input', { shape: [2, 5, 1] });
    const [problem] = analyzeGraph(chain(small, node('conv', 'conv2d', { kernelSize: [3, 3] }))).problems;
    expect(problem?.cause).toMatchObject({ code: 'shape/window', param: 'kernelSize', window: [3, 3] });
    expect(problem?.fixes).toMatchObject([
      { do: 'set-param', param: 'padding', value: 'same' },
      { do: 'set-param', param: 'kernelSize', value: [2, 3] },
    ]);
  });

  test('a parameter out of range, also on a node without input', () => {
    expect(causes({ nodes: [node('d', 'dense', { units: 0 })], edges: [] })).toEqual([
      ['d', 'graph/missing-input'],
      ['d', 'param/invalid'],
    ]);
  });

  test('only the first node that is wrong, not all that follow', () => {
    const broken = chain(input, node('a', 'dense', { units: -1 }), node('b', 'dense'), node('c', 'dense'));
    expect(causes(broken)).toEqual([['a', 'param/invalid']]);
  });

  test('an unknown layer', () => {
    expect(causes(chain(input, node('x', 'conv9d')))).toEqual([['x', 'graph/unknown-layer']]);
  });

  test('a cycle, at each node that it blocks', () => {
    const graph = chain(input, node('a', 'add'), node('b', 'dense'));
    graph.edges.push(edge('b', 'a'));
    expect(causes(graph)).toEqual([
      ['a', 'graph/cycle'],
      ['b', 'graph/cycle'],
    ]);
  });

  test('edges that lead nowhere, come twice, are too many or end at no port', () => {
    const graph = chain(input, node('d', 'dense'));
    graph.edges.push(edge('ghost', 'd'), edge('in', 'd'), edge('in', 'd', 'mask'));
    const two = chain(input, node('a', 'dense'), node('b', 'dense'));
    two.edges.push(edge('in', 'b'));
    expect(causes(graph)).toEqual([
      ['d', 'graph/dangling-edge'],
      ['d', 'graph/duplicate-edge'],
      ['d', 'graph/unknown-port'],
    ]);
    expect(causes(two)).toEqual([['b', 'graph/port-taken']]);
  });

  test('two nodes of one name', () => {
    expect(causes({ nodes: [input, node('in', 'input')], edges: [] })).toEqual([['in', 'graph/duplicate-id']]);
  });

  test('Add of shapes that differ', () => {
    const graph: Graph = {
      nodes: [input, node('a', 'conv2d', { filters: 4 }), node('b', 'conv2d', { filters: 5 }), node('sum', 'add')],
      edges: [edge('in', 'a'), edge('in', 'b'), edge('a', 'sum'), edge('b', 'sum')],
    };
    expect(causes(graph)).toEqual([['sum', 'shape/mismatch']]);
  });
});

test('Concatenate takes its inputs in the order of the edges', () => {
  const graph: Graph = {
    nodes: [
      node('in', 'input', { shape: [4] }),
      node('a', 'dense', { units: 2 }),
      node('b', 'dense', { units: 3 }),
      node('both', 'concatenate'),
    ],
    edges: [edge('in', 'a'), edge('in', 'b'), edge('b', 'both'), edge('a', 'both')],
  };
  expect(analyzeGraph(graph).nodes.get('both')?.inputs).toEqual([
    [null, 3],
    [null, 2],
  ]);
});

describe('a refusal offers a mend', () => {
  const fixes = (...nodes: GraphNode[]) => analyzeGraph(chain(...nodes)).problems.flatMap(problem => problem.fixes);

  test('a picture without channels gets one', () => {
    expect(fixes(node('in', 'input', { shape: [8, 6] }), node('conv', 'conv2d'))).toMatchObject([
      { do: 'insert-before', node: 'conv', type: 'reshape', params: { targetShape: [8, 6, 1] } },
    ]);
  });

  test('a picture becomes a series of its pixels', () => {
    expect(fixes(node('in', 'input', { shape: [8, 6, 3] }), node('conv', 'conv1d'))).toMatchObject([
      { do: 'insert-before', node: 'conv', type: 'reshape', params: { targetShape: [48, 3] } },
    ]);
  });

  test('a picture becomes a row, by its values or by its means', () => {
    expect(fixes(node('in', 'input', { shape: [8, 6, 3] }), node('repeat', 'repeatVector'))).toMatchObject([
      { do: 'insert-before', type: 'flatten' },
      { do: 'insert-before', type: 'globalAveragePooling2d' },
    ]);
  });

  test('a window with gaps shrinks to what fits', () => {
    const conv = node('conv', 'conv2d', { kernelSize: [3, 3], dilationRate: [4, 1] });
    expect(fixes(node('in', 'input', { shape: [7, 7, 1] }), conv)).toMatchObject([
      { do: 'set-param', param: 'padding', value: 'same' },
      { do: 'set-param', param: 'kernelSize', value: [2, 3] },
    ]);
  });

  test('an order for other axes becomes that of the input, and a frame that is cut off nothing', () => {
    const picture = node('in', 'input', { shape: [4, 4, 1] });
    expect(fixes(picture, node('permute', 'permute'))).toMatchObject([{ param: 'dims', value: [1, 2, 3] }]);
    const cropping = { top: 2, bottom: 2, left: 0, right: 0 };
    expect(fixes(picture, node('crop', 'cropping2d', { cropping }))).toMatchObject([
      { param: 'cropping', value: { top: 0, bottom: 0, left: 0, right: 0 } },
    ]);
  });
});
