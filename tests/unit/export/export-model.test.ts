import * as tf from '@tensorflow/tfjs';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { exportModel } from '#main/export/export-model';
import { exportFormats } from '#main/export/formats';
import type { Samples } from '#main/export/parity';
import type { TrainedModel } from '#main/model/trained-model';
import { templates } from '#shared/templates/catalogue';
import { smallTemplates } from '../../support/templates';
import { chain, predictPlain, randomBatch, randomlyTrained, tfjsHolds } from '../../support/trained';

const template = (id: string): TrainedModel => {
  const project = templates.find(candidate => candidate.id === id)?.project();
  if (!project) throw new Error(`There is no template ${id}.`);
  return randomlyTrained(project);
};

const depsFor = (model: TrainedModel) => ({ tf, predict: (samples: Samples) => predictPlain(model, samples) });

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.each(exportFormats.map(format => [format.id, format] as const))('%s', (id, format) => {
  test.each(smallTemplates.map(({ id: name }) => name))(
    'takes the template %s along and predicts the same, or refuses a layer that it cannot hold',
    // In plain JavaScript, the convolutions of a ResNet take their time.
    { timeout: 120_000 },
    async name => {
      const model = template(name);
      const exported = await exportModel(model, id, depsFor(model));
      if (id === 'tfjs-layers' && !tfjsHolds(model.project)) {
        expect(exported).toMatchObject({ ok: false, error: { code: 'export/unsupported' } });
        return;
      }
      if (!exported.ok) throw new Error(JSON.stringify(exported.error));
      expect(exported.value.maxDifference).toBeLessThanOrEqual(1e-5);
      expect(exported.value.files.length).toBeGreaterThan(0);
    },
  );

  test('refuses to give out a file that predicts differently', async () => {
    const model = template('logistic-regression');
    const [kernel, ...others] = model.weights;
    if (!kernel) throw new Error('There is no weight.');
    const changed = { ...model, weights: [{ ...kernel, values: kernel.values.map(value => value + 0.01) }, ...others] };
    const exported = await exportModel(changed, id, depsFor(model));
    expect(exported).toMatchObject({ ok: false, error: { code: 'export/parity', format: id, tolerance: 1e-5 } });
  });

  test('compares on the real samples that it is given too', async () => {
    const model = template('logistic-regression');
    const samples = randomBatch([2], 3, 5);
    const asked: Samples[] = [];
    const predict = (batch: Samples) => {
      asked.push(batch);
      return predictPlain(model, batch);
    };
    const exported = await exportModel(model, id, { tf, predict, samples });
    expect(exported.ok).toBe(true);
    expect(asked).toContain(samples);
    expect(asked).toHaveLength(2);
  });

  test('leaves no tensors behind', async () => {
    const model = template('dense-classifier');
    const before = tf.memory().numTensors;
    await exportModel(model, id, depsFor(model));
    expect(tf.memory().numTensors).toBe(before);
  });

  test('does not open what is damaged', async () => {
    const files = await format.write(template('logistic-regression'), { tf });
    const cut = files.map(file => ({ ...file, bytes: file.bytes.slice(0, file.bytes.length - 40) }));
    await expect(format.reopen(cut, tf)).rejects.toThrow();
  });
});

test('an unknown format is refused with the known ones', async () => {
  const model = template('logistic-regression');
  expect(await exportModel(model, 'onnx', depsFor(model))).toEqual({
    ok: false,
    error: { code: 'export/unknown-format', format: 'onnx', known: ['keras', 'tfjs-layers'] },
  });
});

const dataset = {
  id: 'points',
  title: 'Points',
  summary: '',
  kind: 'points' as const,
  sampleShape: [2],
  classes: ['left', 'right'],
  trainingSamples: 1,
  validationSamples: 1,
  optionsSchema: {},
};

test('a .keras file is a stored zip of what Keras expects, and tells the classes and the project', async () => {
  const model = template('logistic-regression');
  const exported = await exportModel(model, 'keras', { ...depsFor(model), dataset });
  if (!exported.ok) throw new Error(exported.error.code);
  const [file] = exported.value.files;
  expect(file?.path).toBe('model.keras');
  const entries = unzipSync(file?.bytes ?? new Uint8Array());
  expect(Object.keys(entries)).toEqual(['metadata.json', 'config.json', 'model.weights.h5']);
  const metadata = JSON.parse(strFromU8(entries['metadata.json'] ?? new Uint8Array()));
  expect(metadata.receptive).toEqual({ project: model.project, classes: ['left', 'right'] });
});

test('a TensorFlow.js model has shards of at most 4 MiB, and tells the classes and the project', async () => {
  const model = randomlyTrained(chain(['input', { shape: [1100] }], ['dense', { units: 1000 }]));
  const exported = await exportModel(model, 'tfjs-layers', { ...depsFor(model), dataset });
  if (!exported.ok) throw new Error(exported.error.code);
  const [json, ...shards] = exported.value.files;
  expect(shards.map(({ path, bytes }) => [path, bytes.length])).toEqual([
    ['group1-shard1of2.bin', 4_194_304],
    ['group1-shard2of2.bin', 4 * 1_101_000 - 4_194_304],
  ]);
  const parsed = JSON.parse(strFromU8(json?.bytes ?? new Uint8Array()));
  expect(parsed.weightsManifest[0].paths).toEqual(shards.map(({ path }) => path));
  expect(parsed.userDefinedMetadata.receptive).toEqual({ project: model.project, classes: ['left', 'right'] });
});
