import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { writeExport } from '#main/export/write-export';
import { repoRoot } from '../../support/repo';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { randomBatch, randomlyTrained } from '../../support/trained';
import { exported, predictEngine } from './engine-model';
import { networks, sampleShapeOf } from './networks';

const TOLERANCE = 1e-5;

const Loaded = z.object({
  shape: z.array(z.int()),
  values: z.array(z.number()),
  weights: z.array(z.string()),
  metadata: z.object({ receptive: z.object({ project: z.unknown() }) }),
});
const Answer = z.union([Loaded, z.object({ error: z.string() })]);

let folder: TempFolder;
let reader: ChildProcess;
let answers: AsyncIterator<string>;
let count = 0;

beforeAll(async () => {
  folder = await makeTempFolder('tfjs-export');
  const script = path.join(repoRoot, 'tests/interop/export/tfjs-reader.cjs');
  const started = spawn(process.execPath, [script, folder.path], { stdio: ['pipe', 'pipe', 'inherit'] });
  answers = createInterface({ input: started.stdout })[Symbol.asyncIterator]();
  reader = started;
});
afterAll(async () => {
  reader.stdin?.end();
  await folder.remove();
});

async function load(model: string, shape: readonly number[], values: Float32Array): Promise<z.infer<typeof Loaded>> {
  reader.stdin?.write(`${JSON.stringify({ model, shape, values: [...values] })}\n`);
  const line = await answers.next();
  if (line.done) throw new Error('tfjs-reader.cjs ended without an answer.');
  const answer = Answer.parse(JSON.parse(line.value));
  if ('error' in answer) throw new Error(answer.error);
  return answer;
}

test.each(networks)('tfjs alone predicts the same: %s', async (_name, project) => {
  const model = randomlyTrained(project);
  const saved = `${count++}`;
  const written = await writeExport(await exported(model, 'tfjs-layers'), path.join(folder.path, saved));
  if (!written.ok) throw new Error(written.error.message);

  const batch = randomBatch(sampleShapeOf(project), 4, 99);
  const loaded = await load(saved, batch.shape, batch.values);
  expect([...loaded.weights].sort()).toEqual(model.weights.map(({ name }) => name).sort());
  expect(loaded.metadata.receptive.project).toEqual(project);

  const expected = await predictEngine(model, batch);
  expect(loaded.values.length).toBe(expected.length);
  const worst = loaded.values.reduce(
    (max, value, i) => Math.max(max, Math.abs(value - (expected[i] ?? Number.NaN))),
    0,
  );
  expect(worst).toBeLessThanOrEqual(TOLERANCE);
});
