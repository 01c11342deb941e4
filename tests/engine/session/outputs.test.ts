import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Split } from '#main/data/define';
import { createRandom } from '#main/random/random';
import { learningOf } from '#main/session/prepare';
import type { DatasetInfo } from '#shared/data/dataset';
import type { Project } from '#shared/project/project';
import { projectOf } from '../../support/trained';
import { expectSameRun, STEPS_PER_EPOCH, type Trained } from './same-run';
import { startTestEngine, type TestEngine } from './test-engine';

/** More than a test waits for: a run that ends by itself before it is stopped proves nothing. */
const OPEN_ENDED = 100_000;

let studio: TestEngine;
beforeAll(async () => {
  studio = await startTestEngine();
});
afterAll(() => studio.close());
beforeEach(() => {
  studio.events.length = 0;
});

const folderOf = (run: string) => path.join(studio.folder, 'runs', run);

async function left(run: string): Promise<Trained> {
  return { folder: folderOf(run), metrics: (await studio.ask('runs.get', { run })).metrics };
}

/** A network that says something of a sample, `head`, and gives the sample back, `again`. */
const twoOutputs = (head: { units: number; activation: string }, training: object): Project =>
  projectOf(
    [
      ['in', 'input', { shape: [2] }],
      ['first', 'dense', { units: 24, activation: 'relu' }],
      ['norm', 'batchNormalization', { momentum: 0.9 }],
      ['drop', 'dropout', { rate: 0.3 }],
      ['second', 'dense', { units: 16, activation: 'tanh' }],
      ['head', 'dense', head],
      ['again', 'dense', { units: 2 }],
    ],
    ['in first', 'first norm', 'norm drop', 'drop second', 'second head', 'second again'].map(link => {
      const [from = '', to = ''] = link.split(' ');
      return [from, to] as const;
    }),
    { batchSize: 64, seed: 5, ...training },
  );

/** Two columns to learn from two others, in a file of 1000 rows. */
async function numbersToPredict(training: object): Promise<Project> {
  const random = createRandom(3, 'table');
  const rows = Array.from({ length: 1000 }, () => {
    const [x, y] = [2 * random.uniform() - 1, 2 * random.uniform() - 1];
    return [x, y, x * y, Math.sin(3 * x) - y].join(',');
  });
  const file = path.join(studio.folder, 'numbers.csv');
  await writeFile(file, `x,y,product,wave\n${rows.join('\n')}\n`);
  const project = twoOutputs(
    { units: 2, activation: 'linear' },
    {
      loss: 'mean_squared_error',
      outputs: [{ node: 'again', target: 'sample', loss: 'mean_absolute_error', weight: 0.5 }],
      ...training,
    },
  );
  const options = { file, label: 'product, wave', targetKind: 'number' };
  return { ...project, data: { dataset: 'table', options } };
}

/** The class of a point and the point itself, by averaged weights, in two stages. */
const pointsInStages = (last: number): Project => ({
  ...twoOutputs(
    { units: 1, activation: 'sigmoid' },
    {
      loss: 'binary_crossentropy',
      outputs: [{ node: 'again', target: 'sample', loss: 'huber', weight: 2 }],
      weightAverage: { enabled: true, momentum: 0.9 },
      earlyStopping: { monitor: 'val_again_loss' },
      stages: [
        { name: 'Heads', epochs: 1, trainable: { which: 'only', nodes: ['head', 'again'] }, learningRate: 0.02 },
        { name: 'All', epochs: last, learningRate: 0.005 },
      ],
    },
  ),
  data: { dataset: 'points', options: { pattern: 'spirals', samples: 1000, seed: 1 } },
});

describe('a run with two outputs that was stopped in the middle of an epoch goes on as if it never had', () => {
  const cases: [string, (epochs: number) => Project | Promise<Project>, number, string[]][] = [
    [
      'numbers of a table and its features',
      epochs => numbersToPredict({ epochs, earlyStopping: { monitor: 'val_head_loss' } }),
      STEPS_PER_EPOCH + 3,
      ['again_loss', 'head_loss'],
    ],
    [
      'a class and the sample, averaged, in the second of two stages',
      epochs => pointsInStages(epochs - 1),
      2 * STEPS_PER_EPOCH + 5,
      ['again_loss', 'head_accuracy', 'head_loss'],
    ],
  ];
  test.each(cases)('%s', async (_name, projectFor, step, names) => {
    const { run } = await studio.ask('train.start', { project: await projectFor(OPEN_ENDED) });
    await studio.waitFor(`step ${step}`, status => status.state === 'running' && status.step >= step, 60);
    await studio.ask('train.stop', {});
    const { step: stopped } = await studio.waitForState('stopped');
    const epochs = Math.ceil(stopped / STEPS_PER_EPOCH) + 1;
    studio.events.length = 0;
    await studio.ask('train.continue', { run, epochs });
    const end = await studio.waitFor('the end', ({ state }) => state === 'done' || state === 'failed', 60);
    expect(end).toMatchObject({ state: 'done', step: epochs * STEPS_PER_EPOCH });
    const actual = await left(run);
    const measured = Object.keys(actual.metrics.find(({ loss }) => loss !== undefined)?.metrics ?? {});
    expect(measured.sort()).toEqual(names);
    const whole = await studio.train(await projectFor(epochs));
    expect(whole.status.state).toBe('done');
    await expectSameRun(actual, await left(whole.run));
  });
});

describe('one of several outputs can be monitored', () => {
  // So large a step counts as none: the first epoch stays the best.
  const patient = (monitor: string) => ({ enabled: true, monitor, patience: 2, minDelta: 100 });

  test.each(['val_again_loss', 'head_loss'])('%s', async monitor => {
    const project = await numbersToPredict({ epochs: OPEN_ENDED, earlyStopping: patient(monitor) });
    const { run, status } = await studio.train(project);
    expect(status).toMatchObject({ state: 'done', step: 3 * STEPS_PER_EPOCH });
    const { summary, metrics } = await studio.ask('runs.get', { run });
    expect(summary.best).toMatchObject({ monitor, epoch: 1 });
    if (!monitor.startsWith('val_')) return;
    const first = metrics.find(({ validationLoss }) => validationLoss !== undefined);
    expect(summary.best?.value).toBe(first?.metrics?.[monitor]);
  });
});

test('the sum that is validated is that of the outputs, each times its weight', async () => {
  const { run } = await studio.train(await numbersToPredict({ epochs: 1 }));
  const { metrics } = await studio.ask('runs.get', { run });
  const { validationLoss, metrics: of = {} } = metrics.at(-1) ?? {};
  expect(validationLoss).toBeCloseTo((of.val_head_loss ?? Number.NaN) + 0.5 * (of.val_again_loss ?? Number.NaN), 5);
});

test('balanced class weights are those of each target that is a class', async () => {
  const classes = { kind: ['a', 'b'], place: ['c', 'd', 'e'] };
  const place = [0, 0, 0, 0, 1, 2];
  const info: DatasetInfo = {
    id: 'two',
    title: 'Two classes',
    summary: '',
    kind: 'points',
    sampleShape: [2],
    classes: classes.kind,
    targets: Object.entries(classes).map(([name, of]) => ({ kind: 'class', name, classes: of })),
    trainingSamples: 6,
    validationSamples: 0,
    optionsSchema: {},
  };
  const split: Split = {
    count: 6,
    labels: Int32Array.of(0, 0, 0, 1, 1, 1),
    fields: new Map([
      ['place', { shape: [], gather: async (indices, into) => into.set(Array.from(indices, i => place[i] ?? 0)) }],
    ]),
    gather: async (_indices, into) => void into.fill(0),
  };
  const project = twoOutputs(
    { units: 2, activation: 'softmax' },
    { classWeights: 'balanced', outputs: [{ node: 'again', target: 'place', weight: 1 }] },
  );
  const nodes = project.graph.nodes.map(node =>
    node.id === 'again' ? { ...node, params: { units: 3, activation: 'softmax' } } : node,
  );
  const data = { info, training: split, validation: { ...split, count: 0 }, fingerprint: '' };
  const { goals } = await learningOf({ ...project, graph: { ...project.graph, nodes } }, data);
  const weights = Object.fromEntries(goals.map(({ node, weightOfClass }) => [node, [...(weightOfClass ?? [])]]));
  expect(weights).toEqual({ head: [1, 1], again: [0.5, 2, 2] });
});
