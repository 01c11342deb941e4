import { mkdir, readdir, readFile, watch } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRandom } from '#main/random/random';
import { TrainingSettings } from '#shared/training/settings';
import { ensureBuilt } from '../../support/built';
import { startEngineProcess } from '../../support/engine-process';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { expectSameRun, restlessProject, STEPS_PER_EPOCH } from './same-run';
import { startTestEngine } from './test-engine';

/** So many runs at once, one for each of two cores, and of each of them so many engines are killed. */
const RUNS = 2;
const KILLS = 15;
/** All that is remembered from epoch to epoch is in use, too. */
const { reduceOnPlateau, weightAverage } = TrainingSettings.parse({
  reduceOnPlateau: { enabled: true, monitor: 'loss', factor: 0.9, patience: 2, minDelta: 0.01 },
  weightAverage: { enabled: true, momentum: 0.9, overwriteFrequency: 50 },
});
const remembering = { reduceOnPlateau, weightAverage };

/** More epochs than a test waits for, so that no kill comes after the end. */
const project = restlessProject({ ...remembering, epochs: 100_000 }, 256);

let temp: TempFolder;
beforeAll(async () => {
  await ensureBuilt();
  temp = await makeTempFolder('kill');
}, 300_000);
afterAll(() => temp.remove());

/** Resolves when something in a folder is made, renamed or removed. */
async function nextChange(folder: string): Promise<void> {
  for await (const _change of watch(folder)) return;
}

test(`killed at ${RUNS * KILLS} moments, of checkpoints too, a run goes on each time and ends as if it never had been`, async () => {
  const first = Date.now() % 1_000_000;
  const killed = await Promise.all(Array.from({ length: RUNS }, (_, i) => killAndContinue(first + i)));
  expect(killed.flat().join(), 'a checkpoint that was being written').toContain('aside');
}, 300_000);

/** @returns what each kill left */
async function killAndContinue(seed: number): Promise<readonly string[]> {
  const data = path.join(temp.path, String(seed));
  await mkdir(data);
  const random = createRandom(seed, 'kill');
  const moments: string[] = [];
  let run: string | null = null;
  let reached = 0;
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const { engine, until, ask } = startEngineProcess(data);
      let from = 0;
      if (run === null) {
        const started = await engine.client.request('train.start', { project });
        if (!started.ok) throw new Error(JSON.stringify(started.error));
        run = started.value.run;
      } else {
        const { value } = (await engine.client.request('runs.list', {})) as { value: { runs: unknown[] } };
        expect(value.runs).toMatchObject([{ run, state: 'interrupted', hasWeights: true }]);
        const resumed = await engine.client.request('train.continue', { run });
        if (!resumed.ok) throw new Error(JSON.stringify(resumed.error));
        expect(resumed.value.damaged).toEqual([]);
        from = resumed.value.step;
      }
      const steps = 1 + random.integer(40);
      await until('some steps', ({ state, step }) => {
        reached = step;
        return state === 'running' && step >= from + steps;
      });
      const checkpoints = path.join(data, 'runs', run, 'checkpoints');
      const whileWriting = kill % 2 === 0;
      const wait = random.integer(whileWriting ? 5 : 300);
      // A pause keeps what was learned, in the middle of an epoch.
      const writing = nextChange(checkpoints);
      await ask('train.pause');
      await writing;
      if (!whileWriting) {
        await until('the pause', ({ state }) => state === 'paused');
        await ask('train.resume');
      }
      await sleep(wait);
      engine.kill();
      await engine.ended;
      const names = await readdir(checkpoints);
      const when = whileWriting ? 'a checkpoint was begun' : 'a pause ended';
      moments.push(`from step ${from}, ${wait} ms after ${when}, left ${names.join(' ')}`);
    }
  } finally {
    console.log(`seed ${seed}, killed:\n${moments.join('\n')}`);
  }
  const epochs = Math.ceil(reached / STEPS_PER_EPOCH) + 60;
  const { engine, until } = startEngineProcess(data);
  const resumed = await engine.client.request('train.continue', { run: run ?? '', epochs });
  expect(resumed).toMatchObject({ ok: true, value: { damaged: [] } });
  await until('the end', ({ state }) => state === 'done');
  await engine.stop();

  const reference = await startTestEngine();
  try {
    const { run: whole } = await reference.train(restlessProject({ ...remembering, epochs }, 256));
    const folder = path.join(data, 'runs', run ?? '');
    const lines = (await readFile(path.join(folder, 'metrics.jsonl'), 'utf8')).trim().split('\n');
    await expectSameRun(
      { folder, metrics: lines.map(line => JSON.parse(line)) },
      {
        folder: path.join(reference.folder, 'runs', whole),
        metrics: (await reference.ask('runs.get', { run: whole })).metrics,
      },
    );
    expect(JSON.parse(await readFile(path.join(folder, 'run.json'), 'utf8')).resumes).toHaveLength(KILLS);
    // Nothing of the killed writers is left.
    const left = [...(await readdir(folder)), ...(await readdir(path.join(folder, 'checkpoints')))];
    expect(left.filter(name => name.includes('aside'))).toEqual([]);
  } finally {
    await reference.close();
  }
  return moments;
}
