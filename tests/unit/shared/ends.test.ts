import { describe, expect, test } from 'vitest';
import type { DatasetInfo } from '#shared/data/dataset';
import { describeProblem } from '#shared/problems/describe';
import { checkProject } from '#shared/project/check';
import { formatProject, parseProject } from '#shared/project/file';
import type { Project } from '#shared/project/project';
import { denseClassifier } from '#shared/templates/dense-classifier';
import { changeOutput, type OutputSettings } from '#shared/training/ends';

/** Four numbers, of which the class, a row of two numbers and a second row of three can be learned. */
const dataset: DatasetInfo = {
  id: 'boxes',
  title: 'Boxes',
  summary: '',
  kind: 'table',
  sampleShape: [4],
  classes: ['a', 'b', 'c'],
  furtherInputs: [{ name: 'more', shape: [3] }],
  targets: [
    { kind: 'class', name: 'class', classes: ['a', 'b', 'c'] },
    { kind: 'numbers', name: 'box', shape: [2] },
  ],
  trainingSamples: 10,
  validationSamples: 10,
  optionsSchema: {},
};

/** Two Inputs; a class and a box behind them. */
function twoByTwo(outputs?: OutputSettings[], inputs?: Project['training']['inputs']): Project {
  const project = denseClassifier.project();
  return {
    ...project,
    graph: {
      nodes: [
        { id: 'left', type: 'input', params: { shape: [4] } },
        { id: 'right', type: 'input', params: { shape: [3] } },
        { id: 'join', type: 'concatenate', params: {} },
        { id: 'box', type: 'dense', params: { units: 2 } },
        { id: 'kind', type: 'dense', params: { units: 3, activation: 'softmax' } },
      ],
      edges: [
        { from: 'left', to: 'join', port: 'input' },
        { from: 'right', to: 'join', port: 'input' },
        { from: 'join', to: 'box', port: 'input' },
        { from: 'join', to: 'kind', port: 'input' },
      ],
    },
    training: { ...project.training, loss: 'sparse_categorical_crossentropy', outputs, inputs },
  };
}
const boxLoss = { node: 'box', loss: 'mean_squared_error', weight: 0.5 } as const;

describe('what nobody has set', () => {
  test('follows from shapes and losses', () => {
    const check = checkProject(twoByTwo([boxLoss]), dataset);
    expect(check.problems).toEqual([]);
    expect(check.inputs).toMatchObject([
      { node: 'left', input: { name: 'sample' } },
      { node: 'right', input: { name: 'more' } },
    ]);
    expect(check.outputs).toMatchObject([
      { node: 'box', loss: 'mean_squared_error', weight: 0.5, target: { name: 'box' } },
      { node: 'kind', loss: 'sparse_categorical_crossentropy', weight: 1, target: { name: 'class' } },
    ]);
  });

  test('two outputs of the same shape learn the class both', () => {
    const project = twoByTwo();
    project.graph.nodes = project.graph.nodes.map(node =>
      node.id === 'box' ? { ...node, params: { units: 3, activation: 'softmax' } } : node,
    );
    const { outputs, problems } = checkProject(project, dataset);
    expect(problems).toEqual([]);
    expect(outputs.map(({ target }) => target?.name)).toEqual(['class', 'class']);
  });

  test('an autoencoder learns its input', () => {
    const project = twoByTwo([{ ...boxLoss, target: 'sample' }]);
    expect(checkProject(project, dataset).problems).toMatchObject([
      {
        node: 'box',
        cause: { code: 'data/output-shape', expected: [null, 4], target: 'sample' },
        fixes: [{ do: 'set-param', param: 'units', value: 4 }],
      },
    ]);
  });
});

test.each([
  [[{ ...boxLoss, target: 'gone' }], undefined, 'box', 'data/unknown-target'],
  [[{ ...boxLoss, loss: 'sparse_categorical_crossentropy', target: 'box' }], undefined, 'box', 'loss/target'],
  [[boxLoss, { node: 'kind', loss: 'hinge', weight: 1 }], undefined, 'kind', 'loss/classes'],
  [[boxLoss, { node: 'join', weight: 1 }], undefined, 'join', 'train/not-an-output'],
  [[boxLoss], [{ node: 'left', input: 'gone' }], 'left', 'data/unknown-input'],
  [[boxLoss], [{ node: 'left', input: 'more' }], 'left', 'data/input-shape'],
  [[boxLoss], [{ node: 'box', input: 'more' }], 'box', 'train/not-an-input'],
] satisfies [OutputSettings[], Project['training']['inputs'], string, string][])(
  'settings %j and %j are refused at %s: %s',
  (outputs, inputs, node, code) => {
    const { problems } = checkProject(twoByTwo(outputs, inputs), dataset);
    expect(problems).toMatchObject([{ node, cause: { code } }]);
    expect(problems[0]?.fixes).not.toEqual([]);
    for (const { cause } of problems) expect(describeProblem(cause)).toMatch(/\w{3}/);
  },
);

test('a file without such settings stays without them', () => {
  const text = formatProject(denseClassifier.project());
  expect(text).not.toMatch(/"(in|out)puts": \[/);
  const opened = parseProject(text);
  expect(opened.ok && formatProject(opened.value)).toBe(text);
});

test('what is set back to the usual is no longer set', () => {
  const set = changeOutput(undefined, 'kind', { weight: 2 });
  expect(set).toEqual([{ node: 'kind', weight: 2 }]);
  expect(changeOutput(set, 'kind', { weight: 1 })).toBeUndefined();
});
