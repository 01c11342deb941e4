import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeLabel } from '#main/runs/run-label';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { makeRunIn } from '../engine/made-run';
import { receptive } from './receptive';

let temp: TempFolder;
const [older, newer] = ['20260101-000000-aaaaaa', '20260102-000000-bbbbbb'] as const;
beforeEach(async () => {
  temp = await makeTempFolder('cli-runs');
  await makeRunIn(temp.path, older, { state: 'done', startedAt: '2026-01-01T00:00:00.000Z' });
  const folder = await makeRunIn(temp.path, newer, {
    state: 'done',
    startedAt: '2026-01-02T00:00:00.000Z',
    metrics: { loss: 0.25, accuracy: 0.9, validationLoss: null, validationAccuracy: null },
  });
  await changeLabel(folder, { name: 'slower' });
});
afterEach(() => temp.remove());

const runs = (...words: string[]) => receptive('runs', ...words, '--runs', temp.path);
const listed = async (...words: string[]) =>
  JSON.parse((await runs(...words, '--json')).out).runs.map(({ run }: { run: string }) => run);

test('lists runs by the name they were given', async () => {
  const { code, out } = await runs();
  expect(code).toBe(0);
  const lines = out.split('\n').slice(2);
  expect(lines[0]).toMatch(/^20260102-000000-bbbbbb {3}slower +done .* 90\.00 %/);
  expect(lines[1]).toMatch(/^20260101-000000-aaaaaa {3}Logistic regression +done/);
});

test('deletes, lists the trash, restores and empties it', async () => {
  expect(await runs('--delete', '20260101')).toMatchObject({ code: 0, out: '' });
  expect(await listed()).toEqual([newer]);
  expect(await listed('--trash')).toEqual([older]);
  expect(await runs('--restore', older)).toMatchObject({ code: 0, err: `Restored ${older}` });
  expect(await listed()).toEqual([newer, older]);
  expect((await runs('--delete', older, 'latest', '--json')).out).toBe(
    `{"event":"deleted","run":"${older}"}\n{"event":"deleted","run":"${newer}"}`,
  );
  expect((await runs('--empty-trash', '--json')).out).toBe('{"event":"trash-emptied","removed":2}');
  expect((await runs('--trash')).err).toBe('The trash is empty.');
  expect((await runs()).err).toContain('There are no runs');
});

test('deletes neither a run in progress nor what it cannot find, and does one thing at a time', async () => {
  await makeRunIn(temp.path, 'far', { owner: { pid: 1, host: 'another-machine' } });
  expect(await runs('--delete', 'far')).toMatchObject({ code: 1, err: expect.stringContaining('is in progress') });
  expect(await runs('--delete', 'nope')).toMatchObject({ code: 1, err: expect.stringContaining('There is no run') });
  expect(JSON.parse((await runs('--restore', older, '--json')).out)).toMatchObject({ code: 'run/not-found' });
  expect(await runs('--trash', '--empty-trash')).toMatchObject({ code: 2 });
});

test('tells what differs between two runs', async () => {
  const file = path.join(temp.path, newer, 'project.json');
  const project = JSON.parse(await readFile(file, 'utf8'));
  project.training.optimizer.learningRate = 0.001;
  project.data.options.pattern = 'circles';
  project.graph.nodes.find(({ id }: { id: string }) => id === 'dense_1').params.useBias = false;
  await writeFile(file, JSON.stringify(project));

  const { code, out } = await runs('diff', older, 'latest');
  expect(code).toBe(0);
  expect(out).toMatch(/~ dense_1 {2}useBias true → false/);
  expect(out).toMatch(/~ options\.pattern {2}\w+ → circles/);
  expect(out).toMatch(/~ optimizer\.learningRate {2}[\d.]+ → 0\.001/);
  expect(out).toMatch(/loss {2}– → 0\.2500/);

  const json = JSON.parse((await runs('diff', older, newer, '--json')).out);
  expect(json).toMatchObject({ a: { run: older }, b: { run: newer, name: 'slower' } });
  expect(json.difference.graph).toMatchObject({ added: [], removed: [], changed: [{ id: 'dense_1' }] });
  expect((await runs('diff', older, older)).out).toMatch(/Network: the same[\s\S]*Training: the same/);
  expect(await runs('diff', older, 'nope')).toMatchObject({ code: 1 });
});
