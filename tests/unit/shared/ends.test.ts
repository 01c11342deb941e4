import { describe, expect, test } from 'vitest';
import { fixCommand } from '#renderer/document/fix-command';
import type { DatasetInfo } from '#shared/data/dataset';
import { describeProblem } from '#shared/problems/describe';
import { checkProject } from '#shared/project/check';
import { formatProject, parseProject } from '#shared/project/file';
import type { Project } from '#shared/project/project';
import { denseClassifier } from '#shared/templates/dense-classifier';
import { changeOutput, type OutputSettings } from '#shared/training/ends';
import type { LossName } from '#shared/training/losses';
import { TrainingSettings } from '#shared/training/settings';

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

describe('what is watched', () => {
  const watching = (training: object, data: DatasetInfo | undefined = dataset) => {
    const project = twoByTwo([{ node: 'box', loss: 'mean_squared_error', weight: 1 }]);
    const parsed = TrainingSettings.parse({ ...project.training, ...training });
    return checkProject({ ...project, training: parsed }, data).problems;
  };
  const one = (loss: LossName, units: number, monitor: string, change: Partial<DatasetInfo> = {}) => {
    const project = denseClassifier.project();
    const params = {
      units,
      activation: loss === 'mean_squared_error' ? 'linear' : units === 1 ? 'sigmoid' : 'softmax',
    };
    const nodes = project.graph.nodes.map(node => (node.id === 'dense_7' ? { ...node, params } : node));
    const training = TrainingSettings.parse({ ...project.training, loss, earlyStopping: { monitor } });
    const classes = Array.from({ length: Math.max(2, units) }, (_, i) => `${i}`);
    const info = { ...dataset, classes, furtherInputs: undefined, targets: undefined, ...change };
    const { problems } = checkProject({ ...project, graph: { ...project.graph, nodes }, training }, info);
    return problems.filter(({ cause }) => cause.code === 'monitor/not-measured').length === 0;
  };

  test('is told of where its output is gone, with the mend', () => {
    const [problem, ...others] = watching({ earlyStopping: { enabled: true, monitor: 'val_head_loss' } });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      severity: 'warning',
      fixes: [{ do: 'set-monitor', group: 'earlyStopping', monitor: 'val_loss' }],
    });
    expect(problem && describeProblem(problem.cause)).toBe(
      '"val_head_loss" is watched, and training this network does not measure it (its outputs are "box", "kind"): nothing ends early by it, and no epoch is the best',
    );
    const fix = problem?.fixes[0];
    const project = twoByTwo();
    const command = fix && fixCommand(project, fix);
    expect(command).toMatchObject({ do: 'training.set', changes: { earlyStopping: { monitor: 'val_loss' } } });
  });

  test.each([
    ['val_loss', true],
    ['val_box_loss', true],
    ['box_loss', true],
    ['val_kind_accuracy', true],
    ['val_box_accuracy', false],
    ['val_box_mean_absolute_error', true],
    ['box_mean_absolute_error', false],
    ['val_accuracy', false],
    ['kind_accuracy', true],
    ['val_kind_auc', false],
  ])('%s of two outputs: %s', (monitor, measured) => {
    expect(watching({ reduceOnPlateau: { enabled: true, monitor } }).length === 0).toBe(measured);
  });

  test('follows from what the only output learns', () => {
    expect(one('sparse_categorical_crossentropy', 3, 'val_accuracy')).toBe(true);
    expect(one('sparse_categorical_crossentropy', 3, 'val_auc')).toBe(false);
    expect(one('binary_crossentropy', 1, 'val_auc')).toBe(true);
    const numbers: DatasetInfo['targets'] = [{ kind: 'numbers', name: 'box', shape: [2] }];
    expect(one('mean_squared_error', 2, 'val_accuracy', { targets: numbers })).toBe(false);
    expect(one('mean_squared_error', 2, 'val_mean_absolute_error', { targets: numbers })).toBe(true);
  });

  test('must be of training where there is nothing to validate with, unless nothing asks for it', () => {
    const none = { ...dataset, validationSamples: 0 };
    expect(watching({}, none)).toEqual([]);
    expect(watching({ earlyStopping: { enabled: true } }, none)[0]?.fixes).toMatchObject([{ monitor: 'loss' }]);
    expect(watching({ earlyStopping: { enabled: true, monitor: 'loss' } }, none)).toEqual([]);
  });
});
