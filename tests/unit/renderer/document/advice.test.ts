import { describe, expect, test } from 'vitest';
import { fixCommand } from '#renderer/document/fix-command';
import type { DatasetInfo } from '#shared/data/dataset';
import type { GraphNode } from '#shared/graph/graph';
import { describeProblem } from '#shared/problems/describe';
import { checkProject } from '#shared/project/check';
import { emptyProject, type Project } from '#shared/project/project';
import { Studio } from './studio';

type Step = readonly [type: string, params?: GraphNode['params']];

/** An Input of a shape, and layers that follow one another. */
function network(shape: readonly number[], ...steps: readonly Step[]): Studio {
  const studio = new Studio().add('input', { shape: [...shape] });
  for (const [type, params] of steps) {
    const last = studio.nodes.at(-1) ?? '';
    studio.add(type, params).connect(last, studio.nodes.at(-1) ?? '');
  }
  return studio;
}

const digits: DatasetInfo = {
  id: 'test',
  title: 'Test data',
  summary: '',
  kind: 'image',
  sampleShape: [28, 28, 1],
  classes: Array.from({ length: 10 }, (_, i) => `${i}`),
  trainingSamples: 10,
  validationSamples: 10,
  optionsSchema: {},
};

const found = (project: Project, data?: DatasetInfo) =>
  checkProject(project, data).problems.map(({ node, severity, cause }) => [node, severity, cause.code]);

/** Does a problem's first mend; afterwards it is gone, no other has come, and one undo brings all back. */
function mend(studio: Studio, code: string, data?: DatasetInfo): Studio {
  const problem = checkProject(studio.project, data).problems.find(({ cause }) => cause.code === code);
  const [fix] = problem?.fixes ?? [];
  const command = fix && fixCommand(studio.project, fix);
  if (!command) throw new Error(`Nothing mends ${code}.`);
  const mended = new Studio(studio.project).do(command);
  expect(found(mended.project, data)).toEqual(found(studio.project, data).filter(([, , other]) => other !== code));
  expect(new Studio(studio.project).do(command).undo().project).toBe(studio.project);
  return mended;
}

const softmax: Step = ['dense', { units: 10, activation: 'softmax' }];

describe('advice, with the mend', () => {
  test('two Dense layers without an activation between, dropout or not', () => {
    const studio = network([8], ['dense', { units: 16 }], ['dropout'], softmax);
    expect(found(studio.project)).toEqual([['dense_1', 'warning', 'advice/no-activation']]);
    const mended = mend(studio, 'advice/no-activation');
    expect(mended.project.graph.nodes[1]?.params).toEqual({ units: 16, activation: 'relu' });
  });

  test('an Activation of its own between them is one', () => {
    expect(found(network([8], ['dense'], ['activation'], softmax).project)).toEqual([]);
    expect(found(network([8], ['dense', { activation: 'tanh' }], softmax).project)).toEqual([]);
  });

  test('a Dense that works on each place of a picture', () => {
    const studio = network([28, 28, 1], ['conv2d'], ['dense', { activation: 'relu' }], ['flatten'], softmax);
    expect(found(studio.project)).toEqual([['dense_1', 'warning', 'advice/dense-on-grid']]);
    mend(studio, 'advice/dense-on-grid');
  });

  test('a Dense of 25 million parameters behind the Flatten of a large picture', () => {
    const studio = network([112, 112, 16], ['flatten'], ['dense', { units: 128, activation: 'relu' }], softmax);
    expect(found(studio.project)).toEqual([['dense_1', 'warning', 'advice/huge-dense']]);
    const mended = mend(studio, 'advice/huge-dense');
    expect(mended.edges).toEqual([
      'input_1 > global_average_pooling2d_1',
      'global_average_pooling2d_1 > dense_1',
      'dense_1 > dense_2',
    ]);
  });

  test('dropout at the end', () => {
    const studio = network([8], softmax, ['dropout']);
    expect(found(studio.project)).toEqual([['dropout_1', 'warning', 'advice/noise-at-output']]);
    expect(mend(studio, 'advice/noise-at-output').nodes).toEqual(['input_1', 'dense_1']);
  });

  test('batch normalization right before softmax', () => {
    const studio = network(
      [8],
      ['dense', { units: 10 }],
      ['batchNormalization'],
      ['activation', { activation: 'softmax' }],
    );
    expect(found(studio.project)).toEqual([['batch_normalization_1', 'warning', 'advice/norm-before-softmax']]);
    expect(mend(studio, 'advice/norm-before-softmax').edges).toEqual(['input_1 > dense_1', 'dense_1 > activation_1']);
  });

  test('softmax twice, and softmax of one number', () => {
    const twice = network([8], softmax, ['activation', { activation: 'softmax' }]);
    expect(found(twice.project)).toEqual([['activation_1', 'warning', 'advice/softmax-twice']]);
    mend(twice, 'advice/softmax-twice');
    const one = network([8], ['dense', { units: 1, activation: 'softmax' }]);
    expect(found(one.project)).toEqual([['dense_1', 'warning', 'advice/softmax-of-one']]);
    mend(one, 'advice/softmax-of-one');
  });

  test('each says what is wrong in words', () => {
    const studio = network([8], ['dense', { units: 16 }], softmax);
    const [problem] = checkProject(studio.project).problems;
    expect(problem && describeProblem(problem.cause)).toContain('before "dense_2"');
  });

  test('a node that is in error, or has another warning, gets no advice', () => {
    const studio = network([28, 28, 1], ['flatten'], ['dense', { units: 10 }], ['dropout', { rate: 7 }]);
    expect(found(studio.project)).toEqual([['dropout_1', 'error', 'param/invalid']]);
  });
});

describe('inputs of an Add that differ', () => {
  const branches = (...steps: readonly Step[]) => {
    const studio = network([16, 16, 8], ...steps);
    const last = studio.nodes.at(-1) ?? '';
    return studio.add('add').connect('input_1', 'add_1').connect(last, 'add_1');
  };

  test('in channels: a convolution of 1 × 1 brings either to those of the other', () => {
    const studio = branches(['conv2d', { filters: 32, padding: 'same' }]);
    const { problems } = checkProject(studio.project);
    expect(problems.map(({ cause }) => cause.code)).toEqual(['shape/mismatch']);
    expect(problems[0]?.fixes.map(({ label }) => label)).toEqual([
      'Insert a 1 × 1 convolution with 32 filters',
      'Insert a 1 × 1 convolution with 8 filters',
    ]);
    const mended = mend(studio, 'shape/mismatch');
    expect(mended.edges).toEqual(['input_1 > conv2d_1', 'conv2d_2 > add_1', 'conv2d_1 > add_1', 'input_1 > conv2d_2']);
    expect(mended.shape('add_1')).toEqual([null, 16, 16, 32]);
  });

  test('in size as well: it strides, as a shortcut of ResNet does', () => {
    const studio = branches(['conv2d', { filters: 32, padding: 'same', strides: [2, 2] }]);
    expect(mend(studio, 'shape/mismatch').shape('add_1')).toEqual([null, 8, 8, 32]);
  });

  test('where no stride gives the size, nothing is offered', () => {
    const studio = branches(['conv2d', { filters: 32, kernelSize: [4, 4] }], ['globalAveragePooling2d']);
    expect(checkProject(studio.project).problems[0]).toMatchObject({ node: 'add_1', fixes: [] });
  });

  test('rows of numbers get a Dense', () => {
    const studio = network([20], ['dense', { units: 4, activation: 'relu' }]);
    studio.add('add').connect('input_1', 'add_1').connect('dense_1', 'add_1');
    expect(mend(studio, 'shape/mismatch').shape('add_1')).toEqual([null, 4]);
  });
});

describe('the last layer for this dataset and loss', () => {
  const on = (studio: Studio): Studio => new Studio({ ...emptyProject(), ...studio.project });

  test('units and activation at once', () => {
    const studio = on(network([28, 28, 1], ['flatten'], ['dense', { units: 7 }]));
    const mended = mend(studio, 'data/output-shape', digits);
    expect(mended.project.graph.nodes.at(-1)?.params).toEqual({ units: 10, activation: 'softmax' });
    expect(found(mended.project, digits)).toEqual([]);
  });

  test('a convolution at the end gets a layer behind it that makes a row, and that a Dense', () => {
    const studio = on(network([28, 28, 1], ['conv2d', { activation: 'relu' }]));
    const fixes = checkProject(studio.project, digits).problems[0]?.fixes ?? [];
    expect(fixes.map(({ label }) => label)).toEqual(['Add Flatten after it', 'Add GlobalAveragePooling2D after it']);
    let mended = studio;
    for (const _ of ['flatten', 'dense']) {
      const [fix] = checkProject(mended.project, digits).problems[0]?.fixes ?? [];
      const command = fix && fixCommand(mended.project, fix);
      if (!command) throw new Error('There is no mend.');
      mended = new Studio(mended.project).do(command);
    }
    expect(mended.edges).toEqual(['input_1 > conv2d_1', 'conv2d_1 > flatten_1', 'flatten_1 > dense_1']);
    expect(found(mended.project, digits)).toEqual([]);
  });
});
