import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeLabel, readLabel } from '#main/runs/run-label';
import { RunStore } from '#main/runs/run-store';
import { RunTrash } from '#main/runs/run-trash';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { makeRunIn } from './made-run';

let temp: TempFolder;
let inProgress: string | null;
let store: RunStore;
let trash: RunTrash;
beforeEach(async () => {
  temp = await makeTempFolder('trash');
  inProgress = null;
  store = new RunStore(temp.path, () => inProgress);
  trash = new RunTrash(store);
  await makeRunIn(temp.path, 'one', { state: 'done' });
  await makeRunIn(temp.path, 'two', { state: 'stopped', startedAt: '2026-01-03T00:00:00.000Z' });
});
afterEach(() => temp.remove());

const ids = async (runs: Promise<readonly { readonly run: string }[]>) => (await runs).map(({ run }) => run);

describe('a deleted run', () => {
  test('leaves the list for the trash, and comes back as it was', async () => {
    const before = await store.detail('one');
    expect(await trash.delete('one')).toEqual({ ok: true, value: undefined });
    expect(await ids(store.list())).toEqual(['two']);
    expect(await ids(trash.list())).toEqual(['one']);
    expect(await store.detail('one')).toEqual({ ok: false, error: { code: 'run/not-found', run: 'one' } });
    expect(await trash.restore('one')).toMatchObject({ ok: true, value: { run: 'one', state: 'done' } });
    expect(await store.detail('one')).toEqual(before);
    expect(await trash.list()).toEqual([]);
  });

  test('is gone for good when the trash is emptied; the others stay', async () => {
    await trash.delete('one');
    expect(await trash.empty()).toEqual({ ok: true, value: 1 });
    expect(await readdir(temp.path)).toEqual(['two']);
    expect(await trash.empty()).toEqual({ ok: true, value: 0 });
    expect(await trash.restore('one')).toEqual({ ok: false, error: { code: 'run/not-found', run: 'one' } });
  });
});

describe('deleting is refused', () => {
  test('for a run in progress, in this process or in another one', async () => {
    await makeRunIn(temp.path, 'mine', { owner: { pid: process.pid, host: hostname() } });
    inProgress = 'mine';
    await makeRunIn(temp.path, 'far', { owner: { pid: 1, host: 'another-machine' } });
    for (const run of ['mine', 'far']) {
      expect(await trash.delete(run)).toEqual({ ok: false, error: { code: 'run/in-progress', run } });
    }
    expect(await ids(store.list())).toHaveLength(4);
  });

  test('for one that has vanished, and for names that are paths', async () => {
    await rm(path.join(temp.path, 'one'), { recursive: true });
    for (const run of ['one', '../two', '.trash', '']) {
      for (const answer of [await trash.delete(run), await trash.restore(run)]) {
        expect(answer).toEqual({ ok: false, error: { code: 'run/not-found', run } });
      }
    }
  });

  test('for a folder that is no run', async () => {
    await mkdir(path.join(temp.path, 'photos', 'summer'), { recursive: true });
    expect(await trash.delete('photos')).toEqual({ ok: false, error: { code: 'run/not-found', run: 'photos' } });
    expect(await readdir(path.join(temp.path, 'photos'))).toEqual(['summer']);
  });

  test('where one of that name is in the trash already, and restoring where there is one again', async () => {
    await trash.delete('one');
    await makeRunIn(temp.path, 'one', { state: 'failed' });
    expect(await trash.delete('one')).toMatchObject({ error: { code: 'run/exists', folder: trash.folder } });
    expect(await trash.restore('one')).toMatchObject({ error: { code: 'run/exists', folder: temp.path } });
    expect((await store.detail('one')).ok && (await trash.list())[0]?.state).toBe('done');
  });

  test('where the trash cannot be made', async () => {
    await writeFile(trash.folder, 'a file');
    expect(await trash.delete('one')).toMatchObject({ ok: false, error: { code: 'file/failed', path: trash.folder } });
    expect(await ids(store.list())).toContain('one');
  });
});

describe('a label', () => {
  test('changes in parts, and changes nothing of the record', async () => {
    const folder = store.pathOf('one');
    const record = await readFile(path.join(folder, 'run.json'), 'utf8');
    await changeLabel(folder, { name: 'wider', color: 'teal' });
    await changeLabel(folder, { notes: 'learns faster\nthan the narrow one' });
    expect(await store.summary('one')).toMatchObject({
      ok: true,
      value: { name: 'wider', color: 'teal', notes: 'learns faster\nthan the narrow one' },
    });
    await changeLabel(folder, { name: null });
    expect(await store.summary('one')).toMatchObject({ value: { name: 'Logistic regression', color: 'teal' } });
    expect(await readFile(path.join(folder, 'run.json'), 'utf8')).toBe(record);
  });

  test('that is damaged is none, and keeps no run from the list', async () => {
    for (const text of ['{"name":', '{"name":7}', '[]', '']) {
      await writeFile(path.join(store.pathOf('one'), 'label.json'), text);
      expect(await readLabel(store.pathOf('one'))).toEqual({ name: null, color: null, notes: '' });
      expect(await ids(store.list())).toContain('one');
    }
  });

  test('of a run that has vanished makes no folder; one that cannot be written is an answer', async () => {
    expect(await changeLabel(store.pathOf('gone'), { name: 'x' })).toEqual({ ok: true, value: null });
    expect(await readdir(temp.path)).not.toContain('gone');
    const file = path.join(store.pathOf('two'), 'label.json');
    await mkdir(path.join(file, 'in-the-way'), { recursive: true });
    expect(await changeLabel(store.pathOf('two'), { name: 'x' })).toMatchObject({
      ok: false,
      error: { code: 'file/failed', path: file },
    });
  });
});

test('the list tells what was set for each run', async () => {
  expect((await store.list())[0]?.hyperparameters).toMatchObject({ 'data.dataset': 'points', layers: 2 });
});
