import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallProject, startTestEngine, type TestEngine } from './test-engine';

let studio: TestEngine;
beforeAll(async () => {
  studio = await startTestEngine();
});
afterAll(() => studio.close());

test('a run in progress is named but not deleted; once it has ended it is deleted, restored and goes on', async () => {
  const { handlers } = studio.engine;
  const { run } = await studio.ask('train.start', { project: smallProject({ epochs: 100_000 }) });
  await studio.waitFor('some steps', ({ step }) => step > 30);
  expect(await handlers['runs.delete']({ run })).toEqual({ ok: false, error: { code: 'run/in-progress', run } });
  const named = await studio.ask('runs.update', { run, label: { name: 'long', color: 'green' } });
  expect(named.run).toMatchObject({ run, name: 'long', color: 'green', notes: '', state: 'running' });
  await studio.ask('train.stop', {});
  await studio.waitForState('stopped');

  const record = () => readFile(path.join(studio.folder, 'runs', run, 'run.json'), 'utf8');
  const before = await record();
  expect(JSON.parse(before).name).not.toBe('long');
  await studio.ask('runs.delete', { run });
  expect((await studio.ask('runs.list', {})).runs).toEqual([]);
  expect((await studio.ask('runs.trash', {})).runs).toMatchObject([{ run, name: 'long', hasWeights: true }]);
  const gone = { ok: false, error: { code: 'run/not-found', run } };
  expect(await handlers['runs.get']({ run })).toEqual(gone);
  expect(await handlers['runs.update']({ run, label: { name: 'other' } })).toEqual(gone);
  expect(await handlers['train.continue']({ run, weights: 'last' })).toEqual(gone);

  expect((await studio.ask('runs.restore', { run })).run).toMatchObject({ run, name: 'long', state: 'stopped' });
  expect(await record()).toBe(before);
  const { step } = await studio.ask('train.continue', { run });
  await studio.waitFor('a step more', status => status.step > step);
  await studio.ask('train.stop', {});
  await studio.waitFor('its end', status => status.state === 'stopped' && status.step > step);

  // Its folder vanishes by other hands: it is gone from the list, and nothing brings it back.
  await rm(path.join(studio.folder, 'runs', run), { recursive: true });
  expect(await handlers['runs.delete']({ run })).toEqual(gone);
  expect(await handlers['runs.restore']({ run })).toEqual(gone);
  expect(await studio.ask('runs.emptyTrash', {})).toEqual({ removed: 0 });
  expect((await readdir(path.join(studio.folder, 'runs'))).filter(name => name === run)).toEqual([]);
});

test('points of the curves tell the training time, which goes up', async () => {
  const { run } = await studio.train(smallProject({ epochs: 2 }));
  const { metrics } = await studio.ask('runs.get', { run });
  const times = metrics.map(({ seconds }) => seconds ?? Number.NaN);
  expect(times.every(time => time >= 0)).toBe(true);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});
