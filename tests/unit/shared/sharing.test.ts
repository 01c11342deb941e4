import { describe, expect, test } from 'vitest';
import { codeText } from '#shared/code/code';
import { generateCode } from '#shared/code/generate';
import { analyzeGraph } from '#shared/graph/analyze';
import { expandGraph } from '#shared/graph/expand';
import type { Graph } from '#shared/graph/graph';
import { describeProblem } from '#shared/problems/describe';
import { checkProject } from '#shared/project/check';
import { plainProject } from '#shared/project/plain';
import { emptyProject } from '#shared/project/project';
import { Stage } from '#shared/training/stages';
import { chain, node } from '../../support/around-layer';

const use = (id: string, type: string, sharesWith: string) => ({ ...node(id, type), sharesWith });

/** Two pictures, one encoder of a convolution and a Dense. */
const siamese: Graph = {
  nodes: [
    node('left', 'input', { shape: [8, 8, 1] }),
    node('right', 'input', { shape: [8, 8, 1] }),
    node('conv', 'conv2d', { filters: 4, activation: 'relu' }),
    use('conv-2', 'conv2d', 'conv'),
    node('flat', 'flatten'),
    node('flat-2', 'flatten'),
    node('dense', 'dense', { units: 3 }),
    use('dense-2', 'dense', 'dense'),
    node('both', 'add'),
    node('out', 'dense', { units: 2, activation: 'softmax' }),
  ],
  edges: [
    ...chain('left', 'conv', 'flat', 'dense', 'both', 'out'),
    ...chain('right', 'conv-2', 'flat-2', 'dense-2', 'both'),
  ],
};
const change = (id: string, changes: object): Graph => ({
  ...siamese,
  nodes: siamese.nodes.map(each => (each.id === id ? { ...each, ...changes } : each)),
});
const problemsOf = (graph: Graph) =>
  analyzeGraph(graph).problems.map(({ node: id, cause }) => `${id}: ${describeProblem(cause)}`);

describe('a layer that is used twice', () => {
  test('has its weights once, and computes twice', () => {
    const { parameters, multiplyAdds, nodes, problems } = analyzeGraph(siamese);
    expect(problems).toEqual([]);
    expect(parameters).toBe(9 * 4 + 4 + (144 * 3 + 3) + (3 * 2 + 2));
    const of = (id: string) => nodes.get(id)?.analysis;
    expect(of('conv-2')?.weights).toEqual([]);
    expect(of('conv-2')?.output).toEqual(of('conv')?.output);
    expect(of('conv-2')?.multiplyAdds).toBe(of('conv')?.multiplyAdds);
    expect(multiplyAdds).toBe(2 * (36 * 36 + 144 * 3) + 6);
    expect(expandGraph(siamese).graph.nodes.find(({ id }) => id === 'conv-2')?.params).toEqual({
      filters: 4,
      activation: 'relu',
    });
  });

  test('is frozen as a whole, and its owner is meant by every use that a stage names', () => {
    expect(analyzeGraph(change('conv', { trainable: false })).trainableParameters).toBe(435 + 8);
    const project = { ...emptyProject(), graph: siamese };
    const stages = [Stage.parse({ trainable: { which: 'only', nodes: ['conv-2', 'conv', 'dense-2'] } })];
    const staged = { ...project, training: { ...project.training, stages } };
    expect(plainProject(staged).training.stages[0]?.trainable).toEqual({ which: 'only', nodes: ['conv', 'dense'] });
    expect(checkProject(staged).problems).toEqual([]);
  });

  test('lives on in its first other use where the owner is muted', () => {
    const graph: Graph = {
      nodes: [
        node('in', 'input', { shape: [4] }),
        { ...node('a', 'dense', { units: 4 }), muted: true, trainable: false },
        use('b', 'dense', 'a'),
        use('c', 'dense', 'a'),
      ],
      edges: chain('in', 'a', 'b', 'c'),
    };
    expect(expandGraph(graph).graph.nodes.slice(1)).toEqual([
      { id: 'b', type: 'dense', params: { units: 4 }, trainable: false },
      { id: 'c', type: 'dense', params: { units: 4 }, trainable: false, sharesWith: 'b' },
    ]);
    expect(analyzeGraph(graph).parameters).toBe(20);
  });

  test('shares inside each copy of a repeated block, with what is set for the copy', () => {
    const block = {
      title: 'Twice',
      nodes: [
        node('x', 'blockInput'),
        use('two', 'dense', 'one'),
        node('one', 'dense', { units: 4 }),
        node('y', 'blockOutput'),
      ],
      edges: chain('x', 'one', 'two', 'y'),
      params: { width: [{ node: 'one', param: 'units' }] },
      layout: {},
    };
    const graph: Graph = {
      nodes: [
        node('in', 'input', { shape: [6] }),
        { ...node('twice', 'block', { repeat: 2, width: 6 }), block: 'twice' },
        node('out', 'dense', { units: 2 }),
      ],
      edges: [{ from: 'in', to: 'twice', port: 'x' }, ...chain('twice', 'out')],
      blocks: { twice: block },
    };
    const plain = expandGraph(graph).graph.nodes;
    expect(plain.map(({ id, sharesWith, params }) => [id, sharesWith, params.units])).toEqual([
      ['in', undefined, undefined],
      ['twice_1_two', 'twice_1_one', 6],
      ['twice_1_one', undefined, 6],
      ['twice_2_two', 'twice_2_one', 6],
      ['twice_2_one', undefined, 6],
      ['out', undefined, 2],
    ]);
    expect(problemsOf(graph)).toEqual([]);
    expect(analyzeGraph(graph).parameters).toBe(2 * 42 + 14);
  });

  test('is made once and called twice in generated programs', () => {
    const project = { ...emptyProject(), graph: siamese };
    const python = codeText(generateCode(project, 'python'));
    expect(python.match(/layers\.Conv2D\(/g)).toHaveLength(1);
    expect(python).toContain('conv_layer = layers.Conv2D(4, 3, activation="relu", name="conv")');
    expect(python).toContain('conv = conv_layer(left)');
    expect(python).toContain('conv_2 = conv_layer(right)');
    const typescript = codeText(generateCode(project, 'typescript'));
    expect(typescript.match(/tf\.layers\.conv2d\(/g)).toHaveLength(1);
    expect(typescript).toContain('const conv_2 = apply(conv_layer, right);');
  });
});

describe('what cannot be another use of a layer is said at its node', () => {
  const withOwner = (owner: string) => change('conv-2', { sharesWith: owner });
  test.each([
    [
      'no such layer',
      withOwner('nobody'),
      'conv-2: shares the weights of "nobody", and there is no such layer beside it',
    ],
    ['itself', withOwner('conv-2'), 'conv-2: cannot share weights: it names itself as the layer whose weights it uses'],
    ['another use', change('dense', { sharesWith: 'dense-2' }), 'share those of "dense"'],
    ['another kind of layer', withOwner('dense'), 'another kind of layer: expected conv2d, received dense'],
    [
      'an Input',
      change('right', { sharesWith: 'left' }),
      'right: cannot share weights: an Input is where data comes in',
    ],
    [
      'weights of another shape',
      change('right', { params: { shape: [8, 8, 3] } }),
      'conv-2: shares the weights of "conv", whose kernel has the shape (3, 3, 1, 4); its own input would need (3, 3, 3, 4)',
    ],
  ])('%s', (_name, graph, message) => {
    expect(problemsOf(graph).join('\n')).toContain(message);
    const [problem] = analyzeGraph(graph).problems;
    expect(problem?.fixes).toEqual([{ do: 'own-weights', node: problem?.node, label: 'Give it weights of its own' }]);
  });

  test('a normalization over inputs of another rank', () => {
    const graph: Graph = {
      nodes: [
        node('in', 'input', { shape: [4, 4, 3] }),
        node('norm', 'batchNormalization'),
        node('mean', 'globalAveragePooling2d'),
        use('norm-2', 'batchNormalization', 'norm'),
      ],
      edges: chain('in', 'norm', 'mean', 'norm-2'),
    };
    expect(problemsOf(graph)).toEqual([
      'norm-2: shares the weights of "norm", which takes inputs like (None, 4, 4, 3), received (None, 3): normalization wants as many axes',
    ]);
  });
});
