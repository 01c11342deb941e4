import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Snapshot } from '#shared/protocol/events';
import { requests } from '#shared/protocol/requests';
import { fromWire, toWire, type WireTensor } from '#shared/protocol/tensor';
import { waitUntil } from '../../support/wait-until';
import { mnistProject, smallProject, startTestEngine, type TestEngine } from './test-engine';

let studio: TestEngine;
let run: string;
let digit: WireTensor;

beforeAll(async () => {
  studio = await startTestEngine();
  const { samples } = await studio.ask('dataset.samples', {
    data: { dataset: 'mnist' },
    split: 'validation',
    start: 0,
    count: 1,
  });
  digit = { shape: [28, 28, 1], data: samples.data };
  ({ run } = await studio.ask('train.start', { project: mnistProject() }));
  await studio.waitFor('a few steps', ({ step }) => step >= 4, 60);
  await studio.ask('train.stop', {});
  await studio.waitForState('stopped');
}, 120_000);
afterAll(() => studio.close());
beforeEach(() => {
  studio.events.length = 0;
});

const handlers = () => studio.engine.handlers;
const kinds = (snapshots: readonly Snapshot[]) => snapshots.map(({ kind }) => kind);

describe('samples', () => {
  test('come in the order of the split, of one class where asked for', async () => {
    const ask = (more: object) =>
      studio.ask('dataset.samples', { data: { dataset: 'mnist' }, split: 'training', start: 0, count: 5, ...more });
    expect(await ask({})).toMatchObject({ labels: [5, 0, 4, 1, 9], total: 60_000, samples: { shape: [5, 28, 28, 1] } });
    expect(await ask({ start: 59_999 })).toMatchObject({ labels: [8], samples: { shape: [1, 28, 28, 1] } });
    expect(await ask({ classIndex: 3, start: 6130 })).toMatchObject({ labels: [3], total: 6131 });
    expect(await ask({ start: 70_000 })).toMatchObject({ labels: [], samples: { shape: [0, 28, 28, 1] } });
  });
});

describe('a prediction', () => {
  test('gives the probabilities and what nodes put out, the input itself included', async () => {
    const { prediction, outputs, step } = await studio.ask('model.predict', {
      sample: digit,
      outputs: ['conv2d_1', 'input_1', 'dense_2', 'flatten_1', 'conv2d_1'],
    });
    expect(prediction).toHaveLength(10);
    expect(prediction.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    expect(step).toBeGreaterThanOrEqual(4);
    expect(outputs.map(({ node, tensor }) => [node, ...tensor.shape])).toEqual([
      ['conv2d_1', 26, 26, 32],
      ['input_1', 28, 28, 1],
      ['dense_2', 10],
      ['flatten_1', 1600],
      ['conv2d_1', 26, 26, 32],
    ]);
    expect(fromWire(outputs[1]?.tensor ?? digit)).toEqual(fromWire(digit));
    expect([...fromWire(outputs[2]?.tensor ?? digit)]).toEqual(prediction);
  });

  test('of a sample of another shape, or of a node that is not there, is refused', async () => {
    const small = toWire([2], Float32Array.of(0, 0));
    expect(await handlers()['model.predict']({ sample: small, outputs: [] })).toEqual({
      ok: false,
      error: { code: 'model/wrong-input', expected: [28, 28, 1], received: [2] },
    });
    expect(await handlers()['model.predict']({ sample: digit, outputs: ['dense_9'] })).toEqual({
      ok: false,
      error: { code: 'model/no-node', node: 'dense_9' },
    });
  });

  test('needs a network', async () => {
    const empty = await startTestEngine();
    expect(await empty.engine.handlers['model.predict']({ sample: digit, outputs: [] })).toMatchObject({
      error: { code: 'model/none' },
    });
    expect(await empty.ask('watch.set', { filters: 'anything' })).toEqual({});
    await empty.close();
  });
});

describe('watching', () => {
  test('shows the network at hand at once', async () => {
    await studio.ask('watch.set', { filters: 'conv2d_1', probe: digit, outputs: 'all' });
    const snapshots = studio.of('model.snapshot');
    expect(kinds(snapshots)).toEqual(['filters', 'prediction', ...Array.from({ length: 8 }, () => 'output')]);
    expect(snapshots[0]).toMatchObject({ run, node: 'conv2d_1', tensor: { shape: [3, 3, 1, 32] } });
    const { ends } = await studio.ask('model.predict', { sample: digit });
    expect(snapshots[1]).toMatchObject({ ends });
  });

  test('says what cannot be shown, and shows the rest', async () => {
    const refused = async (watch: Parameters<ReturnType<typeof handlers>['watch.set']>[0]) => {
      const answer = await handlers()['watch.set'](watch);
      return answer.ok ? null : answer.error;
    };
    const watch = { filters: 'conv2d_1', probe: null, outputs: [], boundary: null };
    expect(await refused({ ...watch, filters: 'dense_1' })).toEqual({ code: 'model/no-filters', node: 'dense_1' });
    expect(await refused({ ...watch, filters: 'nothing' })).toEqual({ code: 'model/no-node', node: 'nothing' });
    expect(await refused({ ...watch, boundary: { range: 1, size: 4 } })).toMatchObject({ code: 'model/wrong-input' });
    studio.events.length = 0;
    expect(await refused({ ...watch, probe: digit, outputs: ['conv2d_2', 'new_1'] })).toEqual({
      code: 'model/no-node',
      node: 'new_1',
    });
    expect(kinds(studio.of('model.snapshot'))).toEqual(['filters', 'prediction', 'output']);
  });

  test('follows the training, a few times a second and only while steps are done', async () => {
    await studio.ask('watch.set', { filters: 'conv2d_2', probe: digit, outputs: ['conv2d_1'] });
    studio.events.length = 0;
    await studio.ask('train.start', { project: mnistProject() });
    const seen = () => studio.of('model.snapshot').filter(({ kind }) => kind === 'filters');
    await waitUntil('four rounds', () => seen().length >= 4, 60);
    await studio.ask('train.pause', {});
    const { seconds } = await studio.waitForState('paused');
    // The pause may add a round of its own; so may the first step.
    await waitUntil('the pause to be shown', async () => {
      const { status } = await studio.ask('session.get', {});
      return seen().at(-1)?.step === status.step;
    });
    const filters = seen();
    expect(filters.length).toBeLessThanOrEqual(4 * seconds + 2);
    const steps = filters.map(({ step }) => step);
    expect([...new Set(steps)]).toEqual(steps);
    const values = filters.map(snapshot => (snapshot.kind === 'filters' ? snapshot.tensor.data.join() : ''));
    expect(new Set(values).size).toBe(values.length);
    await studio.ask('train.stop', {});
    await studio.waitForState('stopped');
  });

  test('a boundary is the network at each point of the grid, the largest y at the top', async () => {
    // The wish is for the network to come: the one at hand takes pictures.
    const watch = requests['watch.set'].input.parse({ boundary: { range: 2, size: 5 } });
    expect(await handlers()['watch.set'](watch)).toMatchObject({ error: { code: 'model/wrong-input' } });
    await studio.train(smallProject());
    const boundary = studio.of('model.snapshot').at(-1);
    if (boundary?.kind !== 'boundary') throw new Error('expected a boundary');
    expect(boundary).toMatchObject({ range: 2, tensor: { shape: [5, 5] } });
    const grid = fromWire(boundary.tensor);
    for (const [index, x, y] of [
      [0, -2, 2],
      [4, 2, 2],
      [12, 0, 0],
      [21, -1, -2],
    ] as const) {
      const { prediction } = await studio.ask('model.predict', { sample: toWire([2], Float32Array.of(x, y)) });
      expect(grid[index]).toBeCloseTo(prediction[0] ?? Number.NaN, 5);
    }
  });
});
