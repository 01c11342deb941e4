import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Project } from '#shared/project/project';
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

const folderOf = (run: string, ...parts: string[]) => path.join(studio.folder, 'runs', run, ...parts);
const checkpoints = (run: string) => readdir(folderOf(run, 'checkpoints'));
const recordOf = async (run: string) => JSON.parse(await readFile(folderOf(run, 'run.json'), 'utf8'));

async function left(run: string): Promise<Trained> {
  return { folder: folderOf(run), metrics: (await studio.ask('runs.get', { run })).metrics };
}

async function uninterrupted(project: Project): Promise<Trained> {
  const { run, status } = await studio.train(project);
  expect(status.state).toBe('done');
  return left(run);
}

/** Stops the run in progress in the middle of an epoch, after some more steps. */
async function stopInAnEpoch(steps: number): Promise<number> {
  const { status } = await studio.ask('session.get', {});
  await studio.waitFor('some steps', ({ step, state }) => state === 'running' && step >= status.step + steps, 60);
  await studio.ask('train.stop', {});
  const stopped = await studio.waitForState('stopped');
  // By chance it may be the end of one; that is no harm, but not what the test is about.
  if (stopped.step % STEPS_PER_EPOCH !== 0 || !stopped.run) return stopped.step;
  await goOn(stopped.run);
  return stopInAnEpoch(1);
}

async function goOn(run: string, epochs?: number) {
  studio.events.length = 0;
  return studio.ask('train.continue', { run, epochs });
}

/** The epochs in which a run that has reached this step has a good many steps left. */
const epochsBeyond = (step: number): number => Math.ceil(step / STEPS_PER_EPOCH) + 10;

async function finish(): Promise<void> {
  const status = await studio.waitFor('the end', ({ state }) => state === 'done' || state === 'failed', 60);
  expect(status.state).toBe('done');
}

describe('a run that was stopped in the middle of an epoch, twice, goes on as if it never had', () => {
  test.each([
    { type: 'adam', learningRate: 0.01 },
    { type: 'sgd', learningRate: 0.05, momentum: 0.9 },
    { type: 'rmsprop', learningRate: 0.002, momentum: 0.5 },
  ])('%j', async optimizer => {
    const project = restlessProject({ optimizer, epochs: OPEN_ENDED });
    studio.events.length = 0;
    const { run } = await studio.ask('train.start', { project });
    const stops = [await stopInAnEpoch(60)];
    const { seconds } = await recordOf(run);
    expect(await goOn(run)).toEqual({ run, step: stops[0], damaged: [] });
    const { status, metrics } = await studio.ask('session.get', {});
    expect(status.seconds).toBeGreaterThanOrEqual(seconds);
    expect(metrics.length).toBeGreaterThan(0);
    const last = await stopInAnEpoch(200);
    const epochs = epochsBeyond(last);
    await goOn(run, epochs);
    await finish();
    const record = await recordOf(run);
    expect(record).toMatchObject({ state: 'done', step: epochs * STEPS_PER_EPOCH, failure: null });
    expect(record.resumes.map(({ step }: { step: number }) => step)).toEqual(expect.arrayContaining([...stops, last]));
    expect(record.seconds).toBeGreaterThan(seconds);
    const actual = await left(run);
    await expectSameRun(actual, await uninterrupted(restlessProject({ optimizer, epochs })));
  });
});

describe('a short run', () => {
  const project = restlessProject({ epochs: 6 });
  let expected: Trained;
  beforeAll(async () => {
    expected = await uninterrupted(project);
  });

  /** A run that looks as if its process had been killed, with the checkpoints of two moments. */
  async function interrupted(): Promise<{ run: string; steps: number[] }> {
    studio.events.length = 0;
    const { run } = await studio.ask('train.start', {
      project: { ...project, training: { ...project.training, epochs: OPEN_ENDED } },
    });
    for (const step of [20, 30]) {
      await studio.waitFor(`step ${step}`, status => status.state === 'running' && status.step >= step, 60);
      await studio.ask('train.pause', {});
      await studio.waitForState('paused');
      await studio.ask('train.resume', {});
      studio.events.length = 0;
    }
    await studio.ask('train.stop', {});
    await studio.waitForState('stopped');
    const steps = (await checkpoints(run)).map(name => Number(name.slice(5))).sort((a, b) => b - a);
    return { run, steps };
  }

  test('that was done trains on to more epochs, as if it had had them from the beginning', async () => {
    const { run } = await studio.train(restlessProject({ epochs: 4 }));
    expect(await goOn(run, 6)).toEqual({ run, step: 4 * STEPS_PER_EPOCH, damaged: [] });
    await finish();
    await expectSameRun(await left(run), expected);
    const { summary, project: kept } = await studio.ask('runs.get', { run });
    expect(summary).toMatchObject({ state: 'done', epochs: 6, steps: 6 * STEPS_PER_EPOCH });
    expect(kept).toEqual(project);
  });

  test('that ended between its last step and the validation after it still gets that', async () => {
    const { run } = await studio.train(project);
    const lines = (await readFile(folderOf(run, 'metrics.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.at(-1)).toContain('validationLoss');
    // The end of the file as a kill leaves it: the line after the last whole one is torn.
    await writeFile(folderOf(run, 'metrics.jsonl'), `${lines.slice(0, -1).join('\n')}\n${lines.at(-1)?.slice(0, 20)}`);
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    const record = await recordOf(run);
    await writeFile(
      folderOf(run, 'run.json'),
      JSON.stringify({ ...record, state: 'running', endedAt: null, owner: { ...record.owner, pid } }),
    );
    expect((await studio.ask('runs.get', { run })).summary.state).toBe('interrupted');
    await goOn(run);
    await finish();
    await expectSameRun(await left(run), expected);
  });

  test('whose latest checkpoint is cut short or garbled goes on from the one before, and says so', async () => {
    const { run, steps } = await interrupted();
    const [latest = 0, before = 0] = steps;
    const file = folderOf(run, 'checkpoints', `step-${latest}`, 'model.safetensors');
    const bytes = await readFile(file);
    const at = bytes.length - 6;
    bytes[at] = (bytes[at] ?? 0) ^ 0x40;
    await writeFile(file, bytes);
    expect(await goOn(run, OPEN_ENDED)).toEqual({
      run,
      step: before,
      damaged: [{ file, message: 'its bytes are not those written' }],
    });
    // The curves end where the run goes on, and what is damaged is out of the way.
    await studio.waitFor('a further step', ({ step, state }) => state === 'running' && step > before, 60);
    const { metrics } = await studio.ask('session.get', {});
    expect(metrics.filter(({ step }) => step <= before).at(-1)?.step).toBe(before);
    await studio.ask('train.stop', {});
    await studio.waitForState('stopped');
    const [newest = 0, older = 0] = (await checkpoints(run)).map(name => Number(name.slice(5))).sort((a, b) => b - a);
    expect(older).toBe(before);
    await truncate(folderOf(run, 'checkpoints', `step-${newest}`, 'optimizer.safetensors'), 100);
    expect(await goOn(run, Math.ceil((before + 1) / STEPS_PER_EPOCH))).toMatchObject({ step: before, damaged: [{}] });
    await finish();
  });

  describe('is refused', () => {
    const refusal = async (run: string, epochs?: number) => {
      const answer = await studio.engine.handlers['train.continue']({ run, epochs, weights: 'last' });
      return answer.ok ? answer : answer.error;
    };

    test('where there is none of that name, or it has no checkpoint', async () => {
      expect(await refusal('nope')).toEqual({ code: 'run/not-found', run: 'nope' });
      expect(await refusal('../..')).toEqual({ code: 'run/not-found', run: '../..' });
      const { run } = await studio.train(project);
      await rm(folderOf(run, 'checkpoints'), { recursive: true });
      expect(await refusal(run)).toEqual({ code: 'run/no-weights', run });
    });

    test('where it is done, unless there are more epochs', async () => {
      const { run } = await studio.train(project);
      const record = await recordOf(run);
      expect(await refusal(run)).toEqual({ code: 'run/done', run, epochs: 6 });
      expect(await refusal(run, 5)).toEqual({ code: 'run/done', run, epochs: 6 });
      expect(await recordOf(run)).toEqual(record);
    });

    test('where no checkpoint is whole, or they are of another network or optimizer', async () => {
      const { run, steps } = await interrupted();
      const saved = await readFile(folderOf(run, 'project.json'), 'utf8');
      const damaged = { code: 'run/damaged', file: folderOf(run, 'checkpoints', `step-${steps[0]}`) };
      await writeFile(folderOf(run, 'project.json'), saved.replaceAll('"units": 24', '"units": 25'));
      expect(await refusal(run)).toMatchObject({ ...damaged, message: 'it has no first/kernel of 2 × 25' });
      const made = JSON.parse(saved);
      made.training.optimizer = { type: 'sgd', learningRate: 0.1, momentum: 0.9 };
      await writeFile(folderOf(run, 'project.json'), JSON.stringify(made));
      expect(await refusal(run)).toMatchObject({
        ...damaged,
        message: 'it has 16 tensors of the optimizer, expected 8',
      });
      await writeFile(folderOf(run, 'project.json'), saved);
      for (const step of steps) await truncate(folderOf(run, 'checkpoints', `step-${step}`, 'state.json'), 9);
      expect(await refusal(run)).toMatchObject({
        code: 'run/damaged',
        file: folderOf(run, 'checkpoints', `step-${steps[0]}`, 'state.json'),
      });
    });

    test('where its data are others than before', async () => {
      const { run } = await interrupted();
      const saved = await readFile(folderOf(run, 'project.json'), 'utf8');
      await writeFile(folderOf(run, 'project.json'), saved.replace('"samples": 1000', '"samples": 1001'));
      const metrics = await readFile(folderOf(run, 'metrics.jsonl'));
      expect(await refusal(run)).toEqual({ code: 'run/data-changed', run, dataset: 'Points' });
      // It stays as it was, and goes on once the data are back.
      expect(await readFile(folderOf(run, 'metrics.jsonl'))).toEqual(metrics);
      await writeFile(folderOf(run, 'project.json'), saved);
      await goOn(run);
      expect(await refusal(run)).toEqual({ code: 'session/busy', run });
      await studio.ask('train.stop', {});
      await studio.waitForState('stopped');
    });

    test('while another process trains it', async () => {
      const { run } = await interrupted();
      const record = await recordOf(run);
      await writeFile(
        folderOf(run, 'run.json'),
        JSON.stringify({ ...record, state: 'running', owner: { ...record.owner, pid: process.ppid } }),
      );
      expect(await refusal(run)).toEqual({ code: 'run/in-progress', run });
    });
  });
});

describe('a disk that fills up', () => {
  const project = restlessProject({ epochs: 120 }, 160);
  let expected: Trained;
  beforeAll(async () => {
    expected = await uninterrupted(project);
  });

  /** A disk of its own, a few megabytes in memory, where the system lets us have one. */
  async function smallDisk(): Promise<string | null> {
    const mount = await mkdtemp(path.join(studio.folder, 'disk-'));
    const options = ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', mount];
    return spawnSync('mount', options).status === 0 ? mount : null;
  }

  test('while a checkpoint is written costs no more than that one', async context => {
    const disk = await smallDisk();
    if (disk === null) return context.skip('mounting a disk of its own takes root');
    const full = await startTestEngine({ dataFolder: studio.folder, runsFolder: disk });
    try {
      const { run } = await full.ask('train.start', { project });
      await full.waitFor('some steps', ({ step, state }) => state === 'running' && step > 30, 60);
      await full.ask('train.pause', {});
      const { step } = await full.waitForState('paused');
      // Filled to the last byte, then given back less than the 330 KB of a checkpoint, so that only a part of it finds room.
      const filler = path.join(disk, 'filler');
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=64k']);
      await truncate(filler, (await stat(filler)).size - 200_000);
      await full.ask('train.resume', {});
      const failed = await full.waitFor('the failure', ({ state }) => state === 'failed', 60);
      expect(failed.failure).toMatchObject({ code: 'file/failed', reason: 'file/no-space' });
      await rm(filler);
      full.events.length = 0;
      const resumed = await full.ask('train.continue', { run });
      expect(resumed).toMatchObject({ damaged: [] });
      expect(resumed.step).toBeGreaterThanOrEqual(step);
      await full.waitForState('done', 60);
      const { metrics } = await full.ask('runs.get', { run });
      await expectSameRun({ folder: path.join(disk, run), metrics }, expected);
    } finally {
      await full.close();
      spawnSync('umount', ['-l', disk]);
    }
  });

  test('as a folder that cannot be written does', async () => {
    const { run } = await studio.ask('train.start', { project });
    await studio.waitFor('some steps', ({ step, state }) => state === 'running' && step > 30, 60);
    await studio.ask('train.pause', {});
    const { step } = await studio.waitForState('paused');
    // A file in the place of the folder: every write into it fails, for root too, whom permissions do not stop.
    const folder = folderOf(run, 'checkpoints');
    await rename(folder, `${folder}-before`);
    await writeFile(folder, '');
    await studio.ask('train.resume', {});
    expect((await studio.waitForState('failed', 60)).failure).toMatchObject({ code: 'file/failed' });
    await rm(folder);
    await rename(`${folder}-before`, folder);
    expect(await goOn(run)).toEqual({ run, step, damaged: [] });
    await finish();
    await expectSameRun(await left(run), expected);
  });
});
