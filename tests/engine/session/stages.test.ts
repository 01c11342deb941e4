import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkpointSteps } from '#main/runs/checkpoints';
import { formatProject } from '#shared/project/file';
import type { Project } from '#shared/project/project';
import { withTotalEpochs } from '#shared/training/plan';
import { TrainingSettings } from '#shared/training/settings';
import { expectSameRun, restlessProject, STEPS_PER_EPOCH, type Trained } from './same-run';
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

/** The head alone, then all with the first layers at a tenth, the last as long as asked. The first stage's border lies at epoch 2. */
function staged(last: number, training: object = {}): Project {
  const project = restlessProject();
  const { stages } = TrainingSettings.parse({
    stages: [
      { name: 'Head', epochs: 2, trainable: { which: 'only', nodes: ['out'] }, learningRate: 0.02 },
      {
        epochs: 1,
        trainable: { which: 'allBut', nodes: ['norm'] },
        schedule: { type: 'exponentialDecay', decayRate: 0.5, decayEpochs: 1 },
        learningRate: 0.01,
        rates: [{ nodes: ['first'], factor: 0.1 }],
      },
      { name: 'All', epochs: last, learningRate: 0.005 },
    ],
  });
  return { ...project, training: { ...project.training, stages, ...training } };
}

const folderOf = (run: string, ...parts: string[]) => path.join(studio.folder, 'runs', run, ...parts);

async function left(run: string): Promise<Trained> {
  return { folder: folderOf(run), metrics: (await studio.ask('runs.get', { run })).metrics };
}

async function uninterrupted(project: Project): Promise<Trained> {
  const { run, status } = await studio.train(project);
  expect(status.state).toBe('done');
  return left(run);
}

async function goOn(run: string, epochs: number): Promise<void> {
  studio.events.length = 0;
  await studio.ask('train.continue', { run, epochs });
  const end = await studio.waitFor('the end', ({ state }) => state === 'done' || state === 'failed', 60);
  expect(end.state).toBe('done');
}

test('a run says which stage it is in, and its points which they belong to', async () => {
  const { run, status } = await studio.train(staged(2));
  expect(status).toMatchObject({ state: 'done', epochs: 5, steps: 5 * STEPS_PER_EPOCH });
  expect(status.stage).toEqual({ number: 3, count: 3, title: 'All' });
  const titles = new Set(studio.of('session.status').flatMap(({ stage }) => stage?.title ?? []));
  expect([...titles]).toEqual(['Head', 'Stage 2', 'All']);
  const { metrics, summary } = await studio.ask('runs.get', { run });
  expect(summary).toMatchObject({ epochs: 5, steps: 5 * STEPS_PER_EPOCH });
  for (const { step, stage, learningRate } of metrics) {
    const expected = step <= 2 * STEPS_PER_EPOCH ? 1 : step <= 3 * STEPS_PER_EPOCH ? 2 : 3;
    expect(stage, `the point at step ${step}`).toBe(expected);
    if (learningRate !== undefined && stage !== 2) expect(learningRate).toBe(stage === 1 ? 0.02 : 0.005);
  }
});

test('a run without stages names none', async () => {
  const { run, status } = await studio.train(restlessProject({ epochs: 1 }));
  expect(status.stage).toBeNull();
  expect((await studio.ask('runs.get', { run })).metrics.every(point => point.stage === undefined)).toBe(true);
});

const EPOCHS = 6;

describe('the same run comes of one', () => {
  let expected: Trained;
  beforeAll(async () => {
    expected = await uninterrupted(staged(EPOCHS - 3));
  });

  test.each([
    ['in the middle of the first stage', STEPS_PER_EPOCH + 3],
    ['in the middle of the last', 4 * STEPS_PER_EPOCH + 5],
  ])('that was stopped %s', async (_where, step) => {
    const { run } = await studio.ask('train.start', { project: staged(OPEN_ENDED) });
    await studio.waitFor(`step ${step}`, status => status.state === 'running' && status.step >= step, 60);
    await studio.ask('train.stop', {});
    const { step: stopped } = await studio.waitForState('stopped');
    // A machine may have done many more steps meanwhile: then it is compared with a run that is as long.
    const epochs = Math.max(EPOCHS, Math.ceil(stopped / STEPS_PER_EPOCH) + 1);
    await goOn(run, epochs);
    await expectSameRun(await left(run), epochs === EPOCHS ? expected : await uninterrupted(staged(epochs - 3)));
  });

  test.each([2, 3])('whose latest checkpoint is that of a border, after epoch %i', async epochs => {
    await expectSameRun(await cutAt(staged(EPOCHS - 3), epochs), expected);
  });
});

test('the next stage starts from the averages of the one before, also where it is resumed there', async () => {
  const project = staged(EPOCHS - 3, { weightAverage: { enabled: true, momentum: 0.9, overwriteFrequency: 0 } });
  const expected = await uninterrupted(project);
  await expectSameRun(await cutAt(project, 2), expected);
});

/** Trains some of the epochs, and then, as if it had been killed right after the checkpoint at their end, the rest. */
async function cutAt(project: Project, epochs: number): Promise<Trained> {
  const { run } = await studio.train({ ...project, training: withTotalEpochs(project.training, epochs) });
  expect(await checkpointSteps(folderOf(run, 'checkpoints'))).toContain(epochs * STEPS_PER_EPOCH);
  await writeFile(folderOf(run, 'project.json'), formatProject(project));
  await goOn(run, EPOCHS);
  return left(run);
}
