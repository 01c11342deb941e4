import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLatestCheckpoint } from '#main/runs/checkpoints';
import type { Project } from '#shared/project/project';
import { TrainingSettings } from '#shared/training/settings';
import { expectSameRun, restlessProject, STEPS_PER_EPOCH, type Trained } from './same-run';
import { startTestEngine, type TestEngine } from './test-engine';

/** What a run remembers from epoch to epoch: its best weights, how long it waited, its lowered rate, its averages. */

/** More than a test waits for: a run that ends by itself before it is stopped proves nothing. */
const OPEN_ENDED = 100_000;

let studio: TestEngine;
beforeAll(async () => {
  studio = await startTestEngine();
});
afterAll(() => studio.close());

const settings = (change: object): Project => {
  const project = restlessProject({ optimizer: { type: 'adam', learningRate: 0.02 } });
  return { ...project, training: TrainingSettings.parse({ ...project.training, ...change }) };
};
const folderOf = (run: string) => path.join(studio.folder, 'runs', run);
const left = async (run: string): Promise<Trained> => ({
  folder: folderOf(run),
  metrics: (await studio.ask('runs.get', { run })).metrics,
});
const bestOf = async (run: string) => {
  const best = await readLatestCheckpoint(path.join(folderOf(run), 'best'));
  if (!best.ok) throw new Error('no best weights');
  return best.value.checkpoint;
};
const ended = () => studio.waitFor('the end', ({ state }) => state === 'done' || state === 'failed', 60);
const goOn = async (wish: object) => {
  studio.events.length = 0;
  await studio.ask('train.continue', wish);
  return ended();
};

/** Stops the run in progress after some more steps; one that ended before has been stopped in vain. */
async function stopAfter(steps: number): Promise<boolean> {
  const { status } = await studio.ask('session.get', {});
  await studio.waitFor(
    'some steps',
    ({ step, state }) => state === 'done' || (state === 'running' && step >= status.step + steps),
    60,
  );
  await studio.engine.handlers['train.stop']({});
  const last = await studio.waitFor('the stop', ({ state }) => state === 'stopped' || state === 'done', 60);
  return last.state === 'stopped';
}

const plateau = { enabled: true, monitor: 'loss', factor: 0.5, patience: 1, minDelta: 0.02, cooldown: 1 };

describe('a run that is stopped again and again decides as if it never had been', () => {
  test.each([
    ['by the validation loss', { earlyStopping: { enabled: true, monitor: 'val_loss', patience: 15 } }],
    // The mean of an epoch that was torn in two.
    ['by the training loss', { earlyStopping: { enabled: true, monitor: 'loss', patience: 12, minDelta: 0.01 } }],
    [
      'with averaged weights',
      {
        earlyStopping: { enabled: true, monitor: 'val_accuracy', patience: 15 },
        weightAverage: { enabled: true, momentum: 0.95, overwriteFrequency: 40 },
      },
    ],
  ])('%s, its rate lowered on plateaus', async (_name, change) => {
    const project = settings({ ...change, reduceOnPlateau: plateau, epochs: OPEN_ENDED });
    const { run: whole, status } = await studio.train(project);
    expect(status).toMatchObject({ state: 'done', stoppedEarly: true });
    expect(status.step).toBeLessThan(status.steps);
    studio.events.length = 0;
    const { run } = await studio.ask('train.start', { project });
    let stops = 0;
    // Each time in the middle of another epoch.
    while (stops < 2 && (await stopAfter(9))) {
      stops++;
      studio.events.length = 0;
      await studio.ask('train.continue', { run });
    }
    await studio.waitForState('done', 60);
    // On a fast machine the waiting alone is longer than the time between two statuses.
    expect(stops).toBeGreaterThan(0);
    await expectSameRun(await left(run), await left(whole));
    const [one, other] = await Promise.all([run, whole].map(id => studio.ask('runs.get', { run: id })));
    expect(one?.summary.best).toEqual(other?.summary.best);
    expect(one?.summary).toMatchObject({ stoppedEarly: true, state: 'done', hasBestWeights: true });
    const rates = other?.metrics.flatMap(({ learningRate }) => learningRate ?? []) ?? [];
    expect(Math.min(...rates)).toBeLessThan(0.02);
  });
});

describe('the best weights', () => {
  const stopping = { enabled: true, monitor: 'val_loss', patience: 3 };

  test('are those of the epoch with the lowest validation loss, and predict what was validated', async () => {
    const { run, status } = await studio.train(settings({ earlyStopping: stopping, epochs: OPEN_ENDED }));
    const { metrics } = await studio.ask('runs.get', { run });
    const values = metrics.flatMap(({ validationLoss }) => validationLoss ?? []);
    const lowest = values.indexOf(Math.min(...values)) + 1;
    expect(status.best).toEqual({
      monitor: 'val_loss',
      value: Math.min(...values),
      epoch: lowest,
      step: lowest * STEPS_PER_EPOCH,
    });
    expect(values).toHaveLength(lowest + 3);
    expect((await bestOf(run)).state).toMatchObject({ version: 2, step: lowest * STEPS_PER_EPOCH });
  });

  test('are opened and exported when asked for, or when the run was to end with them', async () => {
    const sample = { shape: [2], data: new Uint8Array(Float32Array.of(0.4, -0.2).buffer) };
    const predict = async () => (await studio.ask('model.predict', { sample })).prediction;
    const { run, status } = await studio.train(settings({ earlyStopping: stopping, epochs: OPEN_ENDED }));
    const atEnd = await predict();
    await studio.ask('model.open', { run });
    expect(await predict()).toEqual(atEnd);
    await studio.ask('model.open', { run, weights: 'best' });
    const best = await studio.ask('model.predict', { sample });
    expect(best.step).toBe(status.best?.step);
    expect(best.prediction).not.toEqual(atEnd);
    const exported = async (weights?: string) =>
      (await studio.ask('runs.export', { run, format: 'keras', weights })).weights;
    expect([await exported(), await exported('best'), await exported('last')]).toEqual(['last', 'best', 'last']);

    const ending = settings({ earlyStopping: { ...stopping, restoreBest: true }, epochs: OPEN_ENDED });
    const { run: restored } = await studio.train(ending);
    expect(await predict()).toEqual(best.prediction);
    await studio.ask('model.open', { run: restored, weights: 'last' });
    expect(await predict()).toEqual(atEnd);
    expect((await studio.ask('runs.export', { run: restored, format: 'keras' })).weights).toBe('best');
  });

  test('are where a run can go on from, as it was at the end of that epoch', async () => {
    const project = settings({ earlyStopping: stopping, epochs: OPEN_ENDED });
    const { run, status } = await studio.train(project);
    const whole = await left(run);
    expect(await goOn({ run, weights: 'best' })).toMatchObject({ state: 'done', stoppedEarly: true });
    expect((await studio.ask('runs.get', { run })).summary.best).toEqual(status.best);
    await expectSameRun(await left(run), whole);
  });

  test('are refused in words where there are none', async () => {
    const none = settings({ earlyStopping: { keepBest: false }, epochs: 2 });
    const { run, status } = await studio.train(none);
    // The epoch is known all the same.
    expect(status.best).not.toBeNull();
    expect(await readdir(folderOf(run))).not.toContain('best');
    const open = await studio.engine.handlers['model.open']({ run, weights: 'best' });
    expect(open).toEqual({ ok: false, error: { code: 'run/no-best', run } });
  });
});

test('a run that stopped early goes on when asked, and waits anew', async () => {
  const stopping = { enabled: true, monitor: 'val_loss', patience: 2 };
  const { run, status } = await studio.train(settings({ earlyStopping: stopping, epochs: OPEN_ENDED }));
  const further = await goOn({ run });
  expect(further).toMatchObject({ state: 'done', stoppedEarly: true });
  expect(further.step).toBeGreaterThanOrEqual(status.step + 2 * STEPS_PER_EPOCH);
  const record = JSON.parse(await readFile(path.join(folderOf(run), 'run.json'), 'utf8'));
  expect(record.resumes).toMatchObject([{ step: status.step, afterEarlyStop: true }]);
});

test('a checkpoint of the first version, which had no such memory, still goes on', async () => {
  const { run } = await studio.train(settings({ epochs: 3 }));
  const folder = path.join(folderOf(run), 'checkpoints');
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name, 'state.json');
    const { judge, sums, ...state } = JSON.parse(await readFile(file, 'utf8'));
    expect(judge).toBeDefined();
    await writeFile(file, JSON.stringify({ ...state, version: 1 }));
  }
  expect(await goOn({ run, epochs: 5 })).toMatchObject({ state: 'done', step: 5 * STEPS_PER_EPOCH });
  const { metrics } = await studio.ask('runs.get', { run });
  const { metrics: expected } = await studio.ask('runs.get', {
    run: (await studio.train(settings({ epochs: 5 }))).run,
  });
  const validation = (points: typeof metrics) => points.flatMap(({ validationLoss }) => validationLoss ?? []);
  expect(validation(metrics)).toEqual(validation(expected).map(value => expect.closeTo(value, 6)));
});
