import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Datasets, defaultDatasets } from '#main/data/datasets';
import { parseProject } from '#shared/project/file';
import { runCommand } from '../../setup/command';
import { repoRoot } from '../../support/repo';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { fromWire, runKeras, toWire, WireTensor } from '../keras/run-keras';
import { startTfjsReader, type TfjsReader } from './tfjs-reader';

/** From a template to a file in another tool's hands, all by the command line as it is built. */

let folder: TempFolder;
let reader: TfjsReader;

beforeAll(async () => {
  folder = await makeTempFolder('end-to-end');
  reader = startTfjsReader(folder.path);
});
afterAll(async () => {
  reader.stop();
  await folder.remove();
});

async function receptive(...words: string[]): Promise<string> {
  const program = path.join(repoRoot, 'main/bootstrap/receptive.mjs');
  const { ok, output } = await runCommand(process.execPath, [program, ...words], { cwd: folder.path, seconds: 300 });
  if (!ok) throw new Error(`receptive ${words.join(' ')}:\n${output}`);
  return output;
}

/** The line of JSON that has such a key. */
function lineWith<T>(output: string, schema: z.ZodType<T>): T {
  for (const line of output.split('\n').reverse()) {
    if (!line.startsWith('{')) continue;
    const parsed = schema.safeParse(JSON.parse(line));
    if (parsed.success) return parsed.data;
  }
  throw new Error(`No such line in:\n${output}`);
}

/** The validation samples of the project on which it was trained. */
async function validationSamples() {
  const project = parseProject(await readFile(path.join(folder.path, 'net.receptive.json'), 'utf8'));
  if (!project.ok) throw new Error(project.error.code);
  const datasets = new Datasets(defaultDatasets());
  const data = await datasets.load(project.value.data, {
    signal: new AbortController().signal,
    report: () => undefined,
  });
  if (!data.ok) throw new Error(data.error.code);
  const { validation, info } = data.value;
  const shape = [validation.count, ...info.sampleShape];
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  await validation.gather(
    Array.from({ length: validation.count }, (_, index) => index),
    values,
  );
  return { shape, values, labels: [...validation.labels] };
}

test('trained by the command line, a network predicts the same in Keras and in TensorFlow.js', {
  timeout: 600_000,
}, async () => {
  await receptive('new', 'dense-classifier', '-o', 'net.receptive.json');
  const trained = await receptive('train', 'net.receptive.json', '--epochs', '2', '--json', '--runs', 'runs');
  const { metrics } = lineWith(
    trained,
    z.object({
      event: z.literal('summary'),
      metrics: z.object({ validationLoss: z.number(), validationAccuracy: z.number() }),
    }),
  );
  const Exported = z.object({ format: z.string(), files: z.array(z.string()), maxDifference: z.number().max(1e-5) });
  for (const [format, to] of [
    ['keras', 'net.keras'],
    ['tfjs-layers', 'net'],
  ] as const) {
    const output = await receptive('export', 'latest', '--to', format, '-o', to, '--runs', 'runs', '--json');
    expect(lineWith(output, Exported).format).toBe(format);
  }

  const samples = await validationSamples();
  const { output, loss, accuracy } = await runKeras(
    `
model = keras.saving.load_model(args["path"])
x, y = to_array(args["x"]), np.array(args["y"])
loss, accuracy = model.evaluate(x, y, verbose=0)
result = {"output": from_array(model.predict(x, verbose=0)), "loss": loss, "accuracy": accuracy}`,
    {
      path: path.join(folder.path, 'net.keras'),
      x: toWire(samples.shape, samples.values),
      y: samples.labels,
    },
    z.object({ output: WireTensor, loss: z.number(), accuracy: z.number() }),
  );
  // Keras measures on the same samples what the engine measured at the end of training.
  expect(accuracy).toBeCloseTo(metrics.validationAccuracy, 6);
  expect(loss).toBeCloseTo(metrics.validationLoss, 4);

  const { outputs } = await reader.load('net', samples);
  const inTfjs = outputs.flatMap(({ values }) => values);
  const inKeras = fromWire(output);
  expect(inKeras.length).toBe(samples.labels.length);
  const worst = inTfjs.reduce((max, value, i) => Math.max(max, Math.abs(value - (inKeras[i] ?? Number.NaN))), 0);
  expect(worst).toBeLessThanOrEqual(1e-5);
});
