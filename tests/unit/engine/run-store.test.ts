import { appendFile, mkdir, readdir, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Checkpoint, readLatestCheckpoint, removeCheckpointsAfter, writeCheckpoint } from '#main/runs/checkpoints';
import { isRunId, newRunId, timeOfRunId } from '#main/runs/run-id';
import type { RunRecord } from '#main/runs/run-record';
import { RunStore } from '#main/runs/run-store';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { deadPid, makeRunIn, project } from './made-run';

let temp: TempFolder;
let store: RunStore;
let inProgress: string | null = null;
beforeEach(async () => {
  temp = await makeTempFolder('runs');
  inProgress = null;
  store = new RunStore(temp.path, () => inProgress);
});
afterEach(() => temp.remove());

const makeRun = (run: string, change: Partial<RunRecord> = {}) => makeRunIn(temp.path, run, change);

const checkpoint = (step: number): Checkpoint => ({
  state: { version: 1, step, epoch: 0, stepInEpoch: step, seed: 42 },
  weights: [{ name: 'dense_1/kernel', shape: [2, 1], values: Float32Array.of(step, 2) }],
  slots: [],
});

const latest = (step: number, damaged: readonly unknown[] = []) => ({
  ok: true,
  value: { checkpoint: checkpoint(step), damaged },
});

describe('ids', () => {
  test('sort by time and tell it', () => {
    const [early, late] = [new Date('2026-01-02T03:04:05Z'), new Date('2026-01-02T03:04:06Z')].map(newRunId);
    expect((early ?? '') < (late ?? '')).toBe(true);
    expect(timeOfRunId(early ?? '')).toBe('2026-01-02T03:04:05.000Z');
    expect(isRunId(newRunId())).toBe(true);
  });

  test.each(['..', '.', '', 'a/b', 'a\\b', '../../etc', '-rf', 'a\0b', 'C:x'])('%j is none', name => {
    expect(isRunId(name)).toBe(false);
  });
});

describe('the list', () => {
  test('is empty where there is no folder yet', async () => {
    expect(await new RunStore(path.join(temp.path, 'none'), () => null).list()).toEqual([]);
  });

  test('has the newest first', async () => {
    await makeRun('b', { state: 'done', startedAt: '2026-01-02T00:00:00.000Z' });
    await makeRun('a', { state: 'done', startedAt: '2026-01-03T00:00:00.000Z' });
    expect((await store.list()).map(({ run }) => run)).toEqual(['a', 'b']);
  });

  test('calls a run interrupted whose process is gone, and tells how far its curves go', async () => {
    const folder = await makeRun('gone');
    await writeFile(
      path.join(folder, 'metrics.jsonl'),
      '{"step":20,"epoch":0.8,"loss":0.5,"accuracy":0.75}\n{"step":25,"epoch":1,"validationLoss":0.4}\n{"step":2',
    );
    expect((await store.list())[0]).toMatchObject({
      state: 'interrupted',
      step: 25,
      hasWeights: false,
      metrics: { loss: 0.5, accuracy: 0.75, validationLoss: 0.4, validationAccuracy: null },
    });
    const detail = await store.detail('gone');
    expect(detail).toMatchObject({ ok: true, value: { project, metrics: [{ step: 20 }, { step: 25 }] } });
  });

  test('a run of this process is interrupted unless it is the one in progress', async () => {
    await makeRun('mine', { owner: { pid: process.pid, host: hostname() } });
    expect((await store.list())[0]?.state).toBe('interrupted');
    inProgress = 'mine';
    expect((await store.list())[0]?.state).toBe('running');
  });

  test('a run of another living process goes on while it touches its record', async () => {
    const folder = await makeRun('theirs', { owner: { pid: process.ppid, host: hostname() } });
    expect((await store.list())[0]?.state).toBe('running');
    const hourAgo = new Date(Date.now() - 3_600_000);
    await utimes(path.join(folder, 'run.json'), hourAgo, hourAgo);
    expect((await store.list())[0]?.state).toBe('interrupted');
  });

  test('a run of another machine on a shared disk counts by its record alone', async () => {
    await makeRun('far', { owner: { pid: deadPid(), host: 'another-machine' } });
    expect((await store.list())[0]?.state).toBe('running');
  });

  test('tells what it can of a run whose record is damaged, and leaves out folders that are no runs', async () => {
    const folder = await makeRun('20260102-030405-abcdef', { state: 'done' });
    await writeFile(path.join(folder, 'run.json'), '{"format":"receptive-r');
    await mkdir(path.join(temp.path, 'holiday-pictures'));
    await writeFile(path.join(temp.path, 'notes.txt'), 'hello');
    expect(await store.list()).toMatchObject([
      {
        run: '20260102-030405-abcdef',
        name: project.name,
        startedAt: '2026-01-02T03:04:05.000Z',
        state: 'interrupted',
      },
    ]);
  });
});

describe('one run', () => {
  test('that is not there, or whose name is a path', async () => {
    for (const run of ['nope', '../secret', '..']) {
      expect(await store.detail(run)).toEqual({ ok: false, error: { code: 'run/not-found', run } });
      expect(await store.network(run)).toEqual({ ok: false, error: { code: 'run/not-found', run } });
    }
  });

  test('whose project is damaged names the file', async () => {
    const folder = await makeRun('hurt', { state: 'done' });
    await truncate(path.join(folder, 'project.json'), 40);
    expect(await store.detail('hurt')).toMatchObject({
      ok: false,
      error: { code: 'run/damaged', run: 'hurt', file: path.join(folder, 'project.json') },
    });
    await rm(path.join(folder, 'project.json'));
    expect(await store.detail('hurt')).toMatchObject({ error: { code: 'run/damaged' } });
  });

  test('without a checkpoint has no weights', async () => {
    await makeRun('early', { state: 'failed' });
    expect(await store.network('early')).toEqual({ ok: false, error: { code: 'run/no-weights', run: 'early' } });
  });
});

describe('checkpoints', () => {
  test('the latest two are kept, and the latest is read', async () => {
    const folder = path.join(await makeRun('r'), 'checkpoints');
    for (const step of [5, 10, 9, 100])
      expect(await writeCheckpoint(folder, checkpoint(step))).toMatchObject({ ok: true });
    expect((await readdir(folder)).sort()).toEqual(['step-10', 'step-100']);
    expect(await readLatestCheckpoint(folder)).toEqual(latest(100));
  });

  test('the same step can be written again', async () => {
    const folder = path.join(temp.path, 'c');
    for (let time = 0; time < 2; time++)
      expect(await writeCheckpoint(folder, checkpoint(3))).toMatchObject({ ok: true });
    expect(await readdir(folder)).toEqual(['step-3']);
  });

  test('where the latest is damaged, the one before is read; where all are, the damage is named', async () => {
    const folder = path.join(await makeRun('r'), 'checkpoints');
    await writeCheckpoint(folder, checkpoint(1));
    await writeCheckpoint(folder, checkpoint(2));
    const weights = (step: number) => path.join(folder, `step-${step}`, 'model.safetensors');
    await truncate(weights(2), 50);
    const cut = { file: weights(2), message: expect.stringContaining('cut short') };
    expect(await readLatestCheckpoint(folder)).toEqual(latest(1, [cut]));
    await appendFile(weights(1), 'x');
    expect(await store.network('r')).toMatchObject({ ok: false, error: { code: 'run/damaged', ...cut } });
  });

  test('one whose bytes have changed, or that stands in the place of another, is damaged', async () => {
    const folder = path.join(await makeRun('r'), 'checkpoints');
    for (const step of [1, 2]) await writeCheckpoint(folder, checkpoint(step));
    const file = path.join(folder, 'step-2', 'model.safetensors');
    const bytes = await readFile(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(file, bytes);
    const garbled = { file, message: 'its bytes are not those written' };
    expect(await readLatestCheckpoint(folder)).toEqual(latest(1, [garbled]));
    await rename(path.join(folder, 'step-1'), path.join(folder, 'step-3'));
    const moved = { file: path.join(folder, 'step-3'), message: 'it is of another step' };
    expect(await readLatestCheckpoint(folder)).toEqual({ ok: false, error: [moved, garbled] });
  });

  test('one that is whole but of another network is passed over', async () => {
    const folder = path.join(await makeRun('r'), 'checkpoints');
    for (const step of [1, 2]) await writeCheckpoint(folder, checkpoint(step));
    const whyUnfit = ({ state }: Checkpoint) => (state.step === 2 ? 'of another network' : null);
    expect(await readLatestCheckpoint(folder, whyUnfit)).toEqual(
      latest(1, [{ file: path.join(folder, 'step-2'), message: 'of another network' }]),
    );
  });

  test('where a run goes on there is nothing newer, and nothing that killed writers left', async () => {
    const folder = path.join(await makeRun('r'), 'checkpoints');
    for (const step of [5, 9]) await writeCheckpoint(folder, checkpoint(step));
    await mkdir(path.join(folder, 'step-12.aside-1-2'));
    await removeCheckpointsAfter(folder, 5);
    expect(await readdir(folder)).toEqual(['step-5']);
  });

  test('a folder that a killed writer left is no checkpoint', async () => {
    const folder = path.join(temp.path, 'c');
    await writeCheckpoint(folder, checkpoint(1));
    await mkdir(path.join(folder, 'step-9.aside-1-2'));
    expect(await readLatestCheckpoint(folder)).toEqual(latest(1));
  });

  test('a place that cannot be written is an answer', async () => {
    await writeFile(path.join(temp.path, 'file'), '');
    const target = path.join(temp.path, 'file', 'checkpoints');
    expect(await writeCheckpoint(target, checkpoint(1))).toMatchObject({
      ok: false,
      error: { code: 'file/failed', path: path.join(target, 'step-1'), reason: 'file/not-a-folder' },
    });
    expect(await readFile(path.join(temp.path, 'file'), 'utf8')).toBe('');
  });
});
