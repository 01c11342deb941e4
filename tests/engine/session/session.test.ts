import { rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mnistDataset } from '#main/data/mnist';
import { pointsDataset } from '#main/data/points';
import { Model } from '#main/model/model';
import { onlyClass } from '#main/training/batch-parts';
import { BatchStream, batchesOf, epochOrder } from '#main/training/batches';
import { EagerTrainStep } from '#main/training/eager-step';
import type { Project } from '#shared/project/project';
import { err } from '#shared/result';
import { Optimizer } from '#shared/training/optimizers';
import { Schedule } from '#shared/training/schedules/schedules';
import { projectOf } from '../../support/trained';
import { mnistProject, smallProject, startTestEngine, type TestEngine } from './test-engine';

let studio: TestEngine;
beforeEach(async () => {
  studio = await startTestEngine();
});
afterEach(() => studio.close());

const answers = () => studio.engine.handlers;

describe('a run', () => {
  test('goes from preparing over running to done, and its curves hold every step', async () => {
    const { run, status } = await studio.train(smallProject({ epochs: 4 }));
    const states = studio.of('session.status').map(({ state }) => state);
    expect([...new Set(states)]).toEqual(['preparing', 'running', 'done']);
    expect(status).toMatchObject({ run, epoch: 4, epochs: 4, step: 100, steps: 100, stepsPerEpoch: 25, failure: null });
    expect(status.seconds).toBeGreaterThan(0);
    const points = studio.of('session.metrics').flatMap(event => event.points);
    expect(points.filter(point => point.validationLoss !== undefined).map(({ step }) => step)).toEqual([
      25, 50, 75, 100,
    ]);
    expect(points.filter(point => point.loss !== undefined).at(-1)?.step).toBe(100);
    expect(await studio.ask('session.get', {})).toEqual({ status, metrics: points });
    const [first, last] = [points[0], points.at(-1)];
    expect(last?.validationLoss).toBeLessThan(first?.loss ?? 0);
  });

  test('learns: the moons are told apart far better than by chance', async () => {
    await studio.train(smallProject({ epochs: 12 }));
    const last = studio.of('session.metrics').at(-1)?.points.at(-1);
    expect(last?.validationAccuracy).toBeGreaterThan(0.8);
    expect(last?.metrics?.validationAuc).toBeGreaterThan(0.9);
  });

  test('clips gradients, and weighs the samples of each class', async () => {
    const lossOf = async (training: Parameters<typeof smallProject>[0]) => {
      // An odd number, so that the classes differ by one sample, and their weights a little from 1.
      const data = { dataset: 'points', options: { pattern: 'moons', samples: 201, seed: 1 } };
      await studio.train({ ...smallProject({ epochs: 1, ...training }), data });
      return studio.of('session.metrics').at(-1)?.points.at(-1)?.validationLoss ?? Number.NaN;
    };
    const plain = await lossOf({});
    expect(await lossOf({ gradientClipping: 'global_norm', clippingThreshold: 1e-6 })).not.toBe(plain);
    const balanced = await lossOf({ classWeights: 'balanced' });
    expect(balanced).toBeCloseTo(plain, 2);
    expect(balanced).not.toBe(plain);
  });

  test('takes each step at the rate of its schedule, which its points tell', async () => {
    const endOf = async (training: Parameters<typeof smallProject>[0]) => {
      const { run } = await studio.train(smallProject({ epochs: 4, optimizer, ...training }));
      const { metrics } = await studio.ask('runs.get', { run });
      return {
        rates: metrics.flatMap(({ step, learningRate }) =>
          learningRate === undefined ? [] : [{ step, learningRate }],
        ),
        loss: metrics.findLast(point => point.validationLoss !== undefined)?.validationLoss ?? Number.NaN,
      };
    };
    const optimizer = Optimizer.parse({ type: 'sgd', learningRate: 0.5 });
    const plain = await endOf({});
    expect(new Set(plain.rates.map(({ learningRate }) => learningRate))).toEqual(new Set([0.5]));
    // From the second epoch on nothing moves: what was learned by then is one epoch at the constant rate.
    const stopping = await endOf({ schedule: Schedule.parse({ type: 'stepDecay', decayRate: 0 }) });
    expect(stopping.loss).toBe((await endOf({ epochs: 1 })).loss);
    expect(stopping.loss).not.toBe(plain.loss);
    expect(stopping.rates.at(-1)).toEqual({ step: 100, learningRate: 0 });

    const falling = await endOf({ schedule: Schedule.parse({ type: 'polynomialDecay', endLearningRate: 0 }) });
    expect(falling.rates.at(-1)?.step).toBe(100);
    for (const { step, learningRate } of falling.rates)
      expect(learningRate).toBeCloseTo(0.5 * (1 - (step - 1) / 100), 12);
  });

  test('is the same for the same seed, to the last bit, and another one for another seed', async () => {
    const curve = async (seed: number) => {
      const { run } = await studio.train(smallProject({ seed, epochs: 2 }));
      const { metrics } = await studio.ask('runs.get', { run });
      return metrics.filter(point => point.validationLoss !== undefined).map(point => point.validationLoss);
    };
    const [first, again, other] = [await curve(1), await curve(1), await curve(2)];
    expect(first).toHaveLength(2);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test('sends no more than ten events of a kind a second, and the last one always', async () => {
    const { status } = await studio.train(smallProject({ epochs: 60 }));
    for (const name of ['session.status', 'session.metrics'] as const) {
      const times = studio.events.filter(({ event }) => event.name === name).map(({ at }) => at);
      const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
      // A change of state is told at once, beside the ticking.
      expect(times.length).toBeLessThanOrEqual(10 * seconds + 6);
    }
    expect(studio.of('session.metrics').at(-1)?.points.at(-1)?.step).toBe(60 * 25);
    expect(studio.of('session.status').at(-1)).toEqual(status);
  });
});

describe('pause, resume and stop', () => {
  test('are each obeyed within a step; requests are answered in between', async () => {
    await studio.ask('train.start', { project: mnistProject() });
    await studio.waitFor('the third step', ({ step }) => step >= 3, 60);
    const { status: before } = await studio.ask('session.get', {});
    await studio.ask('train.pause', {});
    const paused = await studio.waitForState('paused');
    expect(paused.step - before.step).toBeLessThanOrEqual(2);
    const late = new Promise(resolve => setTimeout(resolve, 300));
    await late;
    expect((await studio.ask('session.get', {})).status).toMatchObject({ state: 'paused', step: paused.step });
    const events = studio.events.length;
    await studio.ask('train.resume', {});
    await studio.waitFor('a step after the pause', ({ step, state }) => state === 'running' && step > paused.step);
    expect(studio.events.length).toBeGreaterThan(events);
    const { status: running } = await studio.ask('session.get', {});
    await studio.ask('train.stop', {});
    const stopped = await studio.waitForState('stopped');
    expect(stopped.step - running.step).toBeLessThanOrEqual(2);
    expect(stopped.seconds).toBeLessThan(60);
    const { runs } = await studio.ask('runs.list', {});
    expect(runs).toMatchObject([{ run: stopped.run, state: 'stopped', step: stopped.step, hasWeights: true }]);
  });

  test('a run that is paused can be stopped', async () => {
    await studio.ask('train.start', { project: smallProject({ epochs: 5000 }) });
    await studio.waitForState('running');
    await studio.ask('train.pause', {});
    await studio.waitForState('paused');
    await studio.ask('train.stop', {});
    await studio.waitForState('stopped');
  });

  test('a run can be stopped while its data are loaded', async () => {
    await studio.ask('train.start', { project: mnistProject() });
    await studio.ask('train.stop', {});
    const stopped = await studio.waitForState('stopped');
    expect(stopped.step).toBe(0);
    expect(studio.of('session.status').map(({ state }) => state)).not.toContain('running');
  });

  test('without a run are refused, and so is a second run', async () => {
    for (const name of ['train.pause', 'train.resume', 'train.stop'] as const) {
      expect(await answers()[name]({})).toEqual(err({ code: 'session/not-running' }));
    }
    const both = await Promise.all(
      [1, 2].map(() => answers()['train.start']({ project: smallProject({ epochs: 5000 }) })),
    );
    expect(both.map(({ ok }) => ok)).toEqual([true, false]);
    expect(both[1]).toMatchObject({ error: { code: 'session/busy' } });
    expect(await answers()['train.start']({ project: smallProject() })).toMatchObject({
      error: { code: 'session/busy' },
    });
    await studio.ask('train.stop', {});
  });

  test('closing the engine stops the run with a checkpoint', async () => {
    const { run } = await studio.ask('train.start', { project: smallProject({ epochs: 5000 }) });
    await studio.waitFor('some steps', ({ step }) => step > 30);
    await studio.engine.close();
    const { summary } = await studio.ask('runs.get', { run });
    expect(summary).toMatchObject({ state: 'stopped', hasWeights: true });
    expect(summary.step).toBeGreaterThan(30);
  });
});

describe('what cannot train', () => {
  test('is refused with its problems, and leaves nothing behind', async () => {
    const project = smallProject();
    const wrong = { ...project, graph: { ...project.graph, edges: [] } };
    expect(await answers()['train.start']({ project: wrong })).toMatchObject({
      ok: false,
      error: {
        code: 'project/untrainable',
        problems: expect.arrayContaining([expect.objectContaining({ node: 'dense_1' })]),
      },
    });
    const options = { ...project, data: { dataset: 'points', options: { samples: 1 } } };
    expect(await answers()['train.start']({ project: options })).toMatchObject({
      error: { code: 'project/untrainable', problems: [{ cause: { code: 'data/options', option: 'samples' } }] },
    });
    expect(await studio.ask('runs.list', {})).toEqual({ runs: [] });
    expect((await studio.ask('session.get', {})).status.state).toBe('idle');
  });

  test('data that are not there name their file', async () => {
    const nowhere = path.join(tmpdir(), 'receptive-no-such-folder');
    const other = await startTestEngine({ datasets: [mnistDataset(nowhere)] });
    const start = await other.engine.handlers['train.start']({ project: mnistProject() });
    expect(start).toMatchObject({ error: { code: 'data/unreadable', file: expect.stringContaining(nowhere) } });
    expect((await other.ask('engine.info', {})).datasets).toEqual([]);
    await other.close();
  });

  test('without TensorFlow the engine still tells what is missing', async () => {
    const problem = { code: 'runtime/missing', what: 'It is not there.', howToGet: 'Get it.' } as const;
    const bare = await startTestEngine({ loadRuntime: async () => err([problem]) });
    expect(await bare.ask('engine.info', {})).toMatchObject({ runtime: null, problems: [problem], pid: process.pid });
    expect(await bare.engine.handlers['train.start']({ project: smallProject() })).toEqual(
      err({ code: 'runtime/unavailable', problems: [problem] }),
    );
    expect(await bare.ask('runs.list', {})).toEqual({ runs: [] });
    await bare.close();
  });
});

/** The first step whose loss is no number, found by doing the steps one by one and looking at each. */
async function firstBadStep(project: Project): Promise<number> {
  const { training: settings } = project;
  const loaded = await pointsDataset().load(project.data.options, {
    signal: new AbortController().signal,
    report: () => undefined,
  });
  if (!loaded.ok) throw new Error('no data');
  const model = new Model(tf, project, settings.seed);
  const step = new EagerTrainStep(tf, model, settings);
  const order = epochOrder(loaded.value.training, settings.seed, 0);
  const stream = new BatchStream(tf, loaded.value.training, batchesOf(order, settings.batchSize), onlyClass([2]));
  let number = 0;
  for (let batch = await stream.next(); batch; batch = await stream.next()) {
    const { loss } = step.run(batch, ++number, settings.optimizer.learningRate);
    if (!Number.isFinite(loss.dataSync()[0])) return number;
  }
  throw new Error('every loss was a number');
}

describe('a run that fails', () => {
  test('names the step at which the loss stopped being a number, and keeps the points before', async () => {
    // The loss is squared, so with this rate each step multiplies the error by some thousands.
    const project = projectOf(
      [
        ['in_1', 'input', { shape: [2] }],
        ['out', 'dense', { units: 1 }],
      ],
      [['in_1', 'out']],
      { loss: 'mean_squared_error', optimizer: { type: 'sgd', learningRate: 1000 }, batchSize: 32, epochs: 5, seed: 3 },
    );
    const exploding = { ...project, data: { dataset: 'points', options: {} } };
    const { run, status } = await studio.train(exploding);
    expect(status).toMatchObject({ state: 'failed', failure: { code: 'train/not-finite' } });
    const { summary } = await studio.ask('runs.get', { run });
    expect(summary.state).toBe('failed');
    if (status.failure?.code !== 'train/not-finite') throw new Error('expected train/not-finite');
    expect(status.step).toBe(status.failure.step);
    expect(status.failure.step).toBe(await firstBadStep(exploding));
    expect((await studio.ask('runs.get', { run })).metrics.length).toBeLessThanOrEqual(1);
  });

  test('for want of memory says so, and the engine goes on', async () => {
    const project = projectOf(
      [
        ['in_1', 'input', { shape: [2] }],
        ['huge', 'dense', { units: 1_000_000 }],
        ['huger', 'dense', { units: 1_000_000 }],
        ['out', 'dense', { units: 1, activation: 'sigmoid' }],
      ],
      [
        ['in_1', 'huge'],
        ['huge', 'huger'],
        ['huger', 'out'],
      ],
      { loss: 'binary_crossentropy' },
    );
    expect((await studio.train(smallProject())).status.state).toBe('done');
    const before = tf.memory().numTensors;
    const { status } = await studio.train({ ...project, data: { dataset: 'points', options: {} } });
    expect(status).toMatchObject({ state: 'failed', failure: { code: 'train/out-of-memory' } });
    expect(tf.memory().numTensors).toBe(before);
    expect((await studio.train(smallProject())).status.state).toBe('done');
  });

  test('because the disk takes no more writes ends cleanly, and the network stays usable', async () => {
    await studio.ask('train.start', { project: smallProject({ epochs: 5000 }) });
    await studio.waitFor('some steps', ({ step }) => step > 5);
    await studio.ask('train.pause', {});
    await studio.waitForState('paused');
    // A file in the place of the folder: every write into it fails, for root too, whom permissions do not stop.
    const runs = path.join(studio.folder, 'runs');
    await rename(runs, `${runs}-before`);
    await writeFile(runs, '');
    await studio.ask('train.resume', {});
    const failed = await studio.waitForState('failed');
    expect(failed.failure).toMatchObject({ code: 'file/failed', reason: 'file/not-a-folder' });
    const { prediction } = await studio.ask('model.predict', {
      sample: { shape: [2], data: new Uint8Array(8) },
      outputs: ['dense_1'],
    });
    expect(prediction).toHaveLength(1);
    await rm(runs);
    expect((await studio.train(smallProject())).status.state).toBe('done');
  });
});
