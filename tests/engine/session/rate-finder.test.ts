import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { toWire } from '#shared/protocol/tensor';
import { RATE_RANGE } from '#shared/training/rate-range';
import { expectSameRun, restlessProject, type Trained } from './same-run';
import { mnistProject, startTestEngine, type TestEngine } from './test-engine';

let studio: TestEngine;
beforeAll(async () => {
  studio = await startTestEngine();
});
afterAll(() => studio.close());
beforeEach(() => {
  studio.events.length = 0;
});

const find = async (wish: object) => {
  const answer = await studio.engine.handlers['rate.find']({ network: 'untrained', project, ...wish });
  return answer.ok ? answer.value : answer.error;
};
const project = restlessProject({ epochs: 4, optimizer: { type: 'adam', learningRate: 0.01 } });
const sample = toWire([2], Float32Array.of(0.3, -0.7));

async function trained(run: string): Promise<Trained> {
  return {
    folder: path.join(studio.folder, 'runs', run),
    metrics: (await studio.ask('runs.get', { run })).metrics,
  };
}

test('the curve rises through the rates, each point is told, and suggestions lie on it', async () => {
  const { points, suggestion } = await studio.ask('rate.find', { project });
  expect(studio.of('rate.points').flatMap(event => event.points)).toEqual(points);
  expect(points.length).toBeGreaterThan(60);
  expect(points.length).toBeLessThanOrEqual(RATE_RANGE.steps);
  expect(points[0]?.learningRate).toBe(RATE_RANGE.from);
  const rates = points.map(({ learningRate }) => learningRate);
  expect(rates).toEqual([...rates].sort((a, b) => a - b));
  for (const rate of [suggestion.steepest, suggestion.valley]) expect(rates).toContain(rate);
  // Below any use for Adam on so small a network, and above.
  expect(suggestion.steepest).toBeGreaterThan(1e-5);
  expect(suggestion.steepest).toBeLessThan(5);
});

test('it is the same each time', async () => {
  expect(await find({})).toEqual(await find({}));
});

test('a run after it, and one that goes on after it, is what it would be without', async () => {
  const plain = await studio.train(project);
  const open = { ...project, training: { ...project.training, epochs: 100_000 } };
  await find({});
  studio.events.length = 0;
  const { run } = await studio.ask('train.start', { project: open });
  await studio.waitFor('some steps', ({ step, state }) => state === 'running' && step > 20);
  await studio.ask('train.stop', {});
  const stopped = await studio.waitForState('stopped');
  const before = await studio.ask('model.predict', { sample });
  const current = await find({ network: 'current' });
  expect(current).toMatchObject({ points: { length: expect.any(Number) } });
  expect(await studio.ask('model.predict', { sample })).toEqual(before);
  // From what was learned the losses are others than from the first weights.
  const untrained = await find({});
  if (!('points' in current) || !('points' in untrained)) throw new Error('no curve');
  expect(current.points[0]?.loss).not.toBeCloseTo(untrained.points[0]?.loss ?? 0, 3);
  const epochs = Math.max(4, Math.ceil(stopped.step / 13) + 1);
  studio.events.length = 0;
  await studio.ask('train.continue', { run, epochs });
  await studio.waitForState('done', 60);
  const whole =
    epochs === 4 ? plain.run : (await studio.train({ ...project, training: { ...project.training, epochs } })).run;
  await expectSameRun(await trained(run), await trained(whole));
});

test('it can be ended, by a word, by another test and by a run', async () => {
  const mnist = mnistProject();
  const first = find({ project: mnist });
  const second = find({ project: mnist });
  expect(await first).toEqual({ code: 'cancelled' });
  await studio.ask('rate.stop', {});
  expect(await second).toEqual({ code: 'cancelled' });
  const third = find({ project: mnist });
  await studio.ask('train.start', { project: { ...project, training: { ...project.training, epochs: 100_000 } } });
  expect(await third).toEqual({ code: 'cancelled' });
  expect(await find({})).toMatchObject({ code: 'session/busy' });
  await studio.ask('train.stop', {});
  await studio.waitForState('stopped');
});

test('it is refused where there is nothing to train', async () => {
  const fresh = await startTestEngine();
  const current = await fresh.engine.handlers['rate.find']({ project, network: 'current' });
  expect(current).toEqual({ ok: false, error: { code: 'model/none' } });
  await fresh.close();
  const empty = { ...project, graph: { nodes: [], edges: [] } };
  expect(await find({ project: empty })).toMatchObject({ code: 'project/untrainable' });
});
