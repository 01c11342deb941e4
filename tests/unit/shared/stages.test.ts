import { describe, expect, test } from 'vitest';
import { describeProblem } from '#shared/problems/describe';
import { canTrain, checkProject } from '#shared/project/check';
import { formatProject, parseProject } from '#shared/project/file';
import type { Project } from '#shared/project/project';
import { mnistCnn } from '#shared/templates/mnist-cnn';
import { planOf, withTotalEpochs } from '#shared/training/plan';
import { TrainingSettings } from '#shared/training/settings';

const staged = (...stages: unknown[]): Project => {
  const project = mnistCnn.project();
  return { ...project, training: TrainingSettings.parse({ ...project.training, stages }) };
};
const settings = (given: unknown) => TrainingSettings.parse(given);
const problems = (project: Project) =>
  checkProject(project).problems.map(({ severity, stage, node, cause }) => [stage ?? node, severity, cause.code]);

describe('in the project file', () => {
  test('a file from before stages opens with none, and a frozen layer is kept', () => {
    const project = mnistCnn.project();
    const { stages, ...before } = project.training;
    expect(parseProject(JSON.stringify({ ...project, training: before }))).toEqual({ ok: true, value: project });
    const nodes = project.graph.nodes.map(node => (node.id === 'conv2d_1' ? { ...node, trainable: false } : node));
    const frozen = { ...project, graph: { ...project.graph, nodes } };
    expect(parseProject(formatProject(frozen))).toEqual({ ok: true, value: frozen });
  });

  test('a stage says only what it does not leave to the defaults', () => {
    expect(settings({ stages: [{ epochs: 2 }] }).stages).toEqual([
      {
        name: '',
        epochs: 2,
        trainable: { which: 'all' },
        rates: [],
        schedule: { type: 'constant' },
        stopEarly: false,
        patience: 5,
      },
    ]);
    expect(TrainingSettings.safeParse({ stages: [{ trainable: { which: 'some' } }] }).success).toBe(false);
  });
});

describe('the plan', () => {
  test('without stages is one, of the settings beside it', () => {
    const plan = planOf(settings({ epochs: 4, optimizer: { type: 'sgd', learningRate: 0.5 } }));
    expect(plan.stages).toHaveLength(1);
    expect(plan.epochs).toBe(4);
    expect(plan.rateAt(7, 10)).toBe(0.5);
  });

  const linear = { type: 'polynomialDecay', endLearningRate: 0, power: 1 };
  const training = settings({
    optimizer: { type: 'sgd', learningRate: 0.5 },
    stages: [{ epochs: 2, schedule: linear }, { epochs: 1, learningRate: 0.1, name: 'last' }, { epochs: 3 }],
  });

  test('goes through the stages in order, each with its own rate and schedule from its first step on', () => {
    const plan = planOf(training);
    expect(plan.epochs).toBe(6);
    expect([0, 1, 2, 3, 5, 6].map(epoch => plan.stageOfEpoch(epoch).index)).toEqual([0, 0, 1, 2, 2, 2]);
    expect([0, 5, 10, 19, 20, 29, 30, 59].map(step => plan.rateAt(step, 10))).toEqual(
      [0.5, 0.375, 0.25, 0.025, 0.1, 0.1, 0.5, 0.5].map(rate => expect.closeTo(rate, 12)),
    );
  });

  test.each([
    [9, [2, 1, 6]],
    [6, [2, 1, 3]],
    [4, [2, 1, 1]],
    [3, [2, 1]],
    [1, [1]],
  ])('of %i epochs in all has stages of %j', (epochs, expected) => {
    const changed = withTotalEpochs(training, epochs);
    expect(changed.stages.map(stage => stage.epochs)).toEqual(expected);
    expect(planOf(changed).epochs).toBe(epochs);
  });

  test('of other epochs, without stages, is one of those', () => {
    expect(withTotalEpochs(settings({ epochs: 3 }), 5)).toEqual(settings({ epochs: 5 }));
  });
});

describe('the check', () => {
  test('finds nothing wrong with a head that is trained alone, then all at rates of their own', () => {
    const rates = [{ nodes: ['conv2d_1'], factor: 0.01 }, { nodes: ['conv2d_2'] }];
    const project = staged({ trainable: { which: 'only', nodes: ['dense_2'] } }, { rates });
    expect(checkProject(project).problems).toEqual([]);
  });

  test('names a node that is not there at its stage, once, with the way to take it out', () => {
    const gone = { nodes: ['gone'] };
    const project = staged({}, { trainable: { which: 'allBut', ...gone }, rates: [gone] });
    const [problem, ...others] = checkProject(project).problems;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ stage: 1, severity: 'error', fixes: [{ do: 'leave-stages', node: 'gone' }] });
    expect(problem && describeProblem(problem.cause)).toContain('"gone"');
    expect(canTrain(checkProject(project))).toBe(false);
  });

  test('says where a node has two rates', () => {
    const project = staged({ rates: [{ nodes: ['dense_1'] }, { nodes: ['conv2d_1', 'dense_1'] }] });
    expect(problems(project)).toEqual([[0, 'error', 'stage/two-rates']]);
    expect(checkProject(project).problems[0]?.fixes).toMatchObject([{ stage: 0, group: 1, node: 'dense_1' }]);
  });

  test.each([
    { which: 'only', nodes: [] },
    { which: 'only', nodes: ['flatten_1'] },
    { which: 'allBut', nodes: ['conv2d_1', 'conv2d_2', 'dense_1', 'dense_2'] },
  ])('refuses a stage that trains nothing: %j', trainable => {
    expect(problems(staged({}, { trainable }))).toEqual([[1, 'error', 'stage/nothing-to-train']]);
  });

  test('counts what is frozen as not trainable, and says when that is all', () => {
    const project = mnistCnn.project();
    const freeze = (...ids: string[]): Project => ({
      ...project,
      graph: {
        ...project.graph,
        nodes: project.graph.nodes.map(node => (ids.includes(node.id) ? { ...node, trainable: false } : node)),
      },
    });
    const { parameters, trainableParameters } = checkProject(freeze('dense_1', 'flatten_1'));
    const layer = checkProject(project)
      .nodes.get('dense_1')
      ?.analysis?.weights.map(({ shape }) => shape);
    expect(layer).toEqual([[1600, 128], [128]]);
    expect(parameters - trainableParameters).toBe(1600 * 128 + 128);
    const all = freeze('conv2d_1', 'conv2d_2', 'dense_1', 'dense_2');
    expect(problems(all)).toEqual([[undefined, 'error', 'train/all-frozen']]);
    expect(checkProject(all).problems[0]?.fixes).toMatchObject([{ do: 'unfreeze', node: 'dense_2' }]);
    const unfrozen = {
      ...freeze('dense_2'),
      training: staged({ trainable: { which: 'only', nodes: ['dense_1', 'dense_2'] } }).training,
    };
    expect(problems(unfrozen)).toEqual([[0, 'warning', 'stage/frozen-node']]);
  });
});
