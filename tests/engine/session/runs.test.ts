import { readdir, readFile, truncate } from 'node:fs/promises';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeSafetensors } from '#main/runs/safetensors';
import { parseProject } from '#shared/project/file';
import { toWire } from '#shared/protocol/tensor';
import { smallProject, startTestEngine, type TestEngine } from './test-engine';

let studio: TestEngine;
let run: string;
const project = smallProject({ epochs: 4, seed: 11 });
const sample = toWire([2], Float32Array.of(0.25, -0.5));

beforeAll(async () => {
  studio = await startTestEngine();
  ({ run } = await studio.train(project));
});
afterAll(() => studio.close());

const file = (...parts: string[]) => path.join(studio.folder, 'runs', run, ...parts);

describe("a run's folder", () => {
  test('holds the exact project, the record, the curves and the last checkpoint', async () => {
    expect(parseProject(await readFile(file('project.json'), 'utf8'))).toEqual({ ok: true, value: project });
    const record = JSON.parse(await readFile(file('run.json'), 'utf8'));
    expect(record).toMatchObject({
      run,
      name: project.name,
      seed: 11,
      state: 'done',
      step: 100,
      steps: 100,
      parameters: 3,
      device: expect.stringMatching(/^[CG]PU \(.+\)$/),
      dataset: { id: 'points', fingerprint: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
      versions: { tensorflow: expect.stringMatching(/^2\./), tfjs: expect.stringMatching(/^4\./) },
      owner: { pid: process.pid },
    });
    expect(new Date(record.endedAt).getTime()).toBeGreaterThanOrEqual(new Date(record.startedAt).getTime());
    const lines = (await readFile(file('metrics.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.map(line => JSON.parse(line))).toEqual((await studio.ask('runs.get', { run })).metrics);
    expect(await readdir(file('checkpoints'))).toContain('step-100');
    expect(JSON.parse(await readFile(file('checkpoints', 'step-100', 'state.json'), 'utf8'))).toEqual({
      version: 2,
      step: 100,
      epoch: 4,
      stepInEpoch: 0,
      seed: 11,
      // The last epoch was judged with the sums of its samples, and all before.
      sums: { loss: expect.any(Number), correct: expect.any(Number), further: [], samples: 800 },
      judge: expect.objectContaining({ judged: 4, stopped: false, best: record.best }),
      sha256: { weights: expect.stringMatching(/^[0-9a-f]{64}$/), slots: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    const names = async (name: string) => {
      const decoded = decodeSafetensors(await readFile(file('checkpoints', 'step-100', name)));
      return decoded.ok ? decoded.value.map(tensor => tensor.name) : decoded.error;
    };
    expect(await names('model.safetensors')).toEqual(['dense_1/kernel', 'dense_1/bias']);
    expect(await names('optimizer.safetensors')).toContain('dense_1/kernel/velocity');
  });
});

describe('after a restart', () => {
  test('the run is in the list with its last values, and its network predicts the very same', async () => {
    const { prediction, ends } = await studio.ask('model.predict', { sample });
    const { metrics } = await studio.ask('session.get', {});
    const restarted = await startTestEngine({ dataFolder: studio.folder });
    const { runs } = await restarted.ask('runs.list', {});
    expect(runs).toMatchObject([{ run, state: 'done', hasWeights: true, steps: 100 }]);
    expect(runs[0]?.metrics.validationLoss).toBe(metrics.at(-1)?.validationLoss);
    expect(await restarted.ask('model.open', { run })).toEqual({ run, project });
    expect(await restarted.ask('model.predict', { sample })).toEqual({
      prediction,
      ends,
      outputs: [],
      step: 100,
    });
    expect(await restarted.ask('session.get', {})).toMatchObject({
      status: { run, state: 'done', step: 100 },
      metrics,
    });
    await restarted.close();
  });

  test('a run that is not there, has another name, or is damaged is refused', async () => {
    const restarted = await startTestEngine({ dataFolder: studio.folder });
    const open = restarted.engine.handlers['model.open'];
    expect(await open({ run: '../..' })).toMatchObject({ error: { code: 'run/not-found' } });
    const { run: hurt } = await restarted.train(smallProject({ epochs: 1 }));
    await truncate(path.join(studio.folder, 'runs', hurt, 'checkpoints', 'step-25', 'model.safetensors'), 30);
    expect(await open({ run: hurt })).toMatchObject({ error: { code: 'run/damaged', run: hurt } });
    await restarted.close();
  });

  test('is refused while a run is in progress', async () => {
    await studio.ask('train.start', { project: smallProject({ epochs: 5000 }) });
    expect(await studio.engine.handlers['model.open']({ run })).toMatchObject({ error: { code: 'session/busy' } });
    await studio.ask('train.stop', {});
    await studio.waitForState('stopped');
  });
});

describe('one run after the other', () => {
  test('leaves nothing of the last one in memory', async () => {
    const tensors = async () => {
      await studio.train(smallProject({ epochs: 2 }));
      return tf.memory().numTensors;
    };
    const first = await tensors();
    expect([await tensors(), await tensors()]).toEqual([first, first]);
  });

  test('a run is exported by its latest weights', async () => {
    const { files, maxDifference } = await studio.ask('runs.export', { run, format: 'keras' });
    expect(files[0]?.path).toMatch(/\.keras$/);
    expect(maxDifference).toBeLessThan(1e-5);
    expect(await studio.engine.handlers['runs.export']({ run, format: 'fax' })).toMatchObject({
      error: { code: 'export/unknown-format', known: expect.arrayContaining(['keras']) },
    });
    expect(await studio.engine.handlers['runs.export']({ run: 'nope', format: 'keras' })).toMatchObject({
      error: { code: 'run/not-found' },
    });
  });
});
