import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultDatasets } from '#main/data/datasets';
import { STOP_ENGINE } from '#main/hosts/engine-messages';
import type { Project } from '#shared/project/project';
import { connectEngine, type EngineClient } from '#shared/protocol/client';
import type { EngineEvent } from '#shared/protocol/events';
import type { SessionStatus } from '#shared/protocol/session';
import { repoRoot } from '../../support/repo';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { waitUntil } from '../../support/wait-until';
import { mnistProject, smallProject, startTestEngine } from './test-engine';

// Inside the checkout, where the packages that are not bundled are found.
const out = path.join(repoRoot, 'dist', `test-engine-${process.pid}`);
beforeAll(() =>
  build({
    configFile: path.join(repoRoot, 'vite.node.config.mts'),
    mode: 'node',
    logLevel: 'error',
    build: { outDir: out, sourcemap: false },
  }),
);
afterAll(() => rm(out, { recursive: true, force: true }));

let temp: TempFolder;
let child: ChildProcess;
let client: EngineClient;
let events: EngineEvent[];
beforeEach(async () => {
  temp = await makeTempFolder('process');
  events = [];
  child = fork(path.join(out, 'engine.cjs'), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, RECEPTIVE_DATA: temp.path },
  });
  client = connectEngine(
    {
      post: message => void child.send(message as object),
      listen: listener => void child.on('message', listener),
    },
    event => events.push(event),
  );
});
afterEach(async () => {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await temp.remove();
});

const statuses = () =>
  events.flatMap((event): SessionStatus[] => (event.name === 'session.status' ? [event.payload] : []));

async function startTraining(project: Project, steps: number): Promise<string> {
  const started = await client.request('train.start', { project });
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  await waitUntil('some steps', () => statuses().some(({ step }) => step >= steps), 60);
  return started.value.run;
}

/** What an engine that is started afterwards, on the same folder, finds of a run. */
async function afterwards(run: string) {
  const next = await startTestEngine({ dataFolder: temp.path });
  try {
    const { summary, metrics } = await next.ask('runs.get', { run });
    const opened = await next.engine.handlers['model.open']({ run });
    return { summary, metrics, opened };
  } finally {
    await next.close();
  }
}

describe('the engine process', () => {
  test('killed while it trains leaves a run that is readable and called interrupted', async () => {
    const run = await startTraining(smallProject({ epochs: 100_000 }), 4000);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { summary, metrics, opened } = await afterwards(run);
    expect(summary).toMatchObject({ state: 'interrupted', hasWeights: true });
    expect(metrics.length).toBeGreaterThan(3);
    expect(opened.ok).toBe(true);
  });

  test('told to stop keeps a checkpoint of the step at hand and exits with code 0', async () => {
    const run = await startTraining(mnistProject(), 3);
    child.send(STOP_ENGINE);
    expect(await once(child, 'exit')).toEqual([0, null]);
    const { summary, opened } = await afterwards(run);
    expect(summary).toMatchObject({ state: 'stopped', hasWeights: true });
    expect(summary.step).toBeGreaterThanOrEqual(3);
    expect(opened.ok).toBe(true);
  });

  test('whose host is gone does the same', async () => {
    const run = await startTraining(smallProject({ epochs: 100_000 }), 30);
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect((await afterwards(run)).summary).toMatchObject({ state: 'stopped', hasWeights: true });
  });

  test('answers before TensorFlow is loaded, and without it', async () => {
    const bare = fork(path.join(out, 'engine.cjs'), [], {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, RECEPTIVE_DATA: temp.path, RECEPTIVE_CACHE: path.join(temp.path, 'empty') },
    });
    const asking = connectEngine(
      { post: message => void bare.send(message as object), listen: listener => void bare.on('message', listener) },
      () => undefined,
    );
    const info = await asking.request('engine.info', {});
    expect(info).toMatchObject({
      ok: true,
      value: {
        runtime: null,
        problems: [{ code: 'runtime/missing' }],
        datasets: defaultDatasets().map(({ id }) => ({ id })),
      },
    });
    expect(await asking.request('train.start', { project: smallProject() })).toMatchObject({
      ok: false,
      error: { code: 'runtime/unavailable' },
    });
    bare.kill('SIGKILL');
    await once(bare, 'exit');
  });

  test('outlives every message that breaks the contract', async () => {
    const junk: unknown[] = [
      null,
      0,
      '',
      'x'.repeat(100_000),
      [],
      {},
      { t: 'q' },
      { t: 'q', i: 1 },
      { t: 'q', i: 'a', m: 'request', a: [] },
      { t: 'q', i: 'b', m: 'request', a: ['constructor', {}] },
      { t: 'q', i: 'c', m: 'request', a: ['train.start', { project: 5 }] },
      { t: 'q', i: 'd', m: '__proto__', a: [1] },
      { t: 'q', i: 'e', m: 'request', a: 7 },
      { t: 'q', i: 'f', m: 'toString' },
      { t: 's', i: 'nobody-asked', r: 1 },
      { t: 's', i: 'g', e: new Error('x') },
      { t: 'z' },
      new Uint8Array(1000),
      new Map([[1, 2]]),
      Number.NaN,
      -0,
      { deep: { big: 10n, date: new Date(0) } },
    ];
    // The type asks for what JSON can hold; the "advanced" serialization takes all of these.
    for (const message of junk) child.send(message as object);
    const bad = await client.request('model.predict', { sample: { shape: [1], data: new Uint8Array(3) } });
    expect(bad).toMatchObject({ ok: false, error: { code: 'protocol/bad-input', name: 'model.predict' } });
    expect(await client.request('runs.list', {})).toEqual({ ok: true, value: { runs: [] } });
    expect(child.exitCode).toBeNull();
    const log = await readFile(path.join(temp.path, 'logs', 'engine.log'), 'utf8').catch(() => '');
    expect(log).toBe('');
  });
});
