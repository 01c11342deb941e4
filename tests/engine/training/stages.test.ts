import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Model } from '#main/model/model';
import type { NamedTensor } from '#main/model/trained-model';
import { CompiledTrainStep } from '#main/training/compiled-step';
import { EagerTrainStep } from '#main/training/eager-step';
import { StagedStep } from '#main/training/staged-step';
import type { StepSettings, TrainStep } from '#main/training/train-step';
import type { Project } from '#shared/project/project';
import { planOf } from '#shared/training/plan';
import { Stage } from '#shared/training/stages';
import { restlessProject } from '../session/same-run';

const STEPS = 20;
const RELATIVE = 1e-4;

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

const kinds: [string, (model: Model, settings: StepSettings) => TrainStep][] = [
  ['eager', (model, settings) => new EagerTrainStep(tf, model, settings)],
  ['compiled', (model, settings) => new CompiledTrainStep(tf, model, settings, [8])],
];

function batch(step: number) {
  const samples = tf.randomNormal([8, 2], 0, 1, 'float32', step);
  const labels = tf.tensor1d(
    Array.from({ length: 8 }, (_, i) => (i + step) % 2),
    'int32',
  );
  return { samples, labels };
}

interface End {
  readonly first: readonly NamedTensor[];
  readonly weights: readonly NamedTensor[];
  readonly slots: readonly NamedTensor[];
}

async function train(project: Project, create: (model: Model) => TrainStep, learningRate = 0.05): Promise<End> {
  const model = new Model(tf, project, 5);
  const step = create(model);
  const first = await model.read();
  for (let number = 1; number <= STEPS; number++) step.run(batch(number), number, learningRate);
  step.syncWeights();
  const end = { first, weights: await model.read(), slots: await step.readSlots() };
  step.dispose();
  model.dispose();
  return end;
}

function expectClose(actual: readonly NamedTensor[], expected: readonly NamedTensor[]): void {
  expect(actual.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
  for (const [i, { name, values }] of expected.entries()) {
    const scale = Math.max(1e-3, ...values.map(Math.abs));
    for (const [at, value] of values.entries()) {
      const difference = Math.abs((actual[i]?.values[at] ?? Number.NaN) - value) / scale;
      expect(difference, `${name}[${at}]`).toBeLessThan(RELATIVE);
    }
  }
}

/** The nodes whose weights have moved. */
const moved = ({ first, weights }: End): ReadonlySet<string> =>
  new Set(
    weights.flatMap(({ name, values }, i) =>
      values.every((value, at) => value === first[i]?.values[at]) ? [] : [name.split('/')[0] ?? ''],
    ),
  );

const stage = {
  frozen: new Set(['first', 'norm']),
  rates: [{ nodes: ['second'], factor: 0.1 }],
  stepsBefore: 0,
};

test.each([
  { type: 'adam' },
  { type: 'adamw', weightDecay: 0.1 },
  { type: 'sgd' },
  { type: 'sgd', momentum: 0.9, nesterov: true },
  { type: 'rmsprop', momentum: 0.5 },
  { type: 'adagrad' },
])('with frozen layers and rates of their own, eager and compiled agree: %j', async optimizer => {
  const project = restlessProject({ optimizer });
  const [eager, compiled] = await Promise.all(
    kinds.map(([, create]) => train(project, model => create(model, { ...project.training, ...stage }))),
  );
  if (!eager || !compiled) throw new Error('There are two kinds of steps.');
  expectClose(compiled.weights, eager.weights);
  expectClose(compiled.slots, eager.slots);
});

describe.each(kinds)('the %s step', (_kind, create) => {
  const project = restlessProject({ optimizer: { type: 'adam' } });
  const settings = project.training;

  test('leaves frozen layers as they are, with the averages of a batch normalization, and remembers nothing of them', async () => {
    const end = await train(project, model => create(model, { ...settings, ...stage }));
    expect(moved(end)).toEqual(new Set(['second', 'out']));
    const owners = new Set(end.slots.map(({ name }) => name.split('/')[0]));
    expect(owners).toEqual(new Set(['second', 'out']));
  });

  test('does the same for a layer that the project freezes as for one that the stage does', async () => {
    const nodes = project.graph.nodes.map(node => (stage.frozen.has(node.id) ? { ...node, trainable: false } : node));
    const frozen = { ...project, graph: { ...project.graph, nodes } };
    const byProject = await train(frozen, model => create(model, { ...settings, rates: stage.rates }));
    const byStage = await train(project, model => create(model, { ...settings, ...stage }));
    expect(byProject.weights).toEqual(byStage.weights);
    expect(byProject.slots).toEqual(byStage.slots);
  });

  test('multiplies the learning rate by the factor of a group', async () => {
    const all = project.graph.nodes.map(({ id }) => id);
    const rates = [{ nodes: all, factor: 0.1 }];
    const factored = await train(project, model => create(model, { ...settings, rates }), 0.05);
    const lower = await train(project, model => create(model, settings), 0.05 * 0.1);
    expect(factored.weights).toEqual(lower.weights);
  });

  test('in a stage begins its optimizer anew, and draws on as the run does', async () => {
    const staged = restlessProject({
      optimizer: { type: 'adam' },
      stages: [Stage.parse({ trainable: { which: 'only', nodes: ['out'] } }), Stage.parse({})],
    });
    const [head, all] = planOf(staged.training).stages;
    if (!head || !all) throw new Error('There are two stages.');
    const frozen = new Set(['first', 'norm', 'second']);
    const cut = 5;
    const made = (model: Model, index: number) =>
      create(model, { ...settings, ...(index === 0 ? { frozen } : { stepsBefore: cut }) });
    const model = new Model(tf, staged, 5);
    const step = new StagedStep(({ index }) => made(model, index), head);
    for (let number = 1; number <= cut; number++) step.run(batch(number), number, 0.05);
    expect(new Set((await step.readSlots()).map(({ name }) => name.split('/')[0]))).toEqual(new Set(['out']));
    step.enter(all);
    expect(step.stage).toBe(all);
    expect((await step.readSlots()).every(({ values }) => values.every(value => value === 0))).toBe(true);
    const weights = await step.readWeights();
    for (let number = cut + 1; number <= STEPS; number++) step.run(batch(number), number, 0.05);

    const fresh = new Model(tf, staged, 5);
    fresh.write(weights);
    const alone = made(fresh, 1);
    for (let number = cut + 1; number <= STEPS; number++) alone.run(batch(number), number, 0.05);
    expect(await step.readWeights()).toEqual(await alone.readWeights());
    expect(await step.readSlots()).toEqual(await alone.readSlots());
    for (const thing of [step, alone, model, fresh]) thing.dispose();
  });
});
