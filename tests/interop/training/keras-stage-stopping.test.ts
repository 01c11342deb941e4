import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Dataset } from '#main/data/define';
import { pointsDataset } from '#main/data/points';
import { Model } from '#main/model/model';
import { checkpointSteps, readLatestCheckpoint } from '#main/runs/checkpoints';
import type { Project } from '#shared/project/project';
import { fromWire as fromEngine } from '#shared/protocol/tensor';
import { planOf } from '#shared/training/plan';
import { TrainingSettings } from '#shared/training/settings';
import { startTestEngine, type TestEngine } from '../../engine/session/test-engine';
import { projectOf } from '../../support/trained';
import { fromWire, runKeras, toWire, WireTensor } from '../keras/run-keras';

const TOLERANCE = 1e-4;
const SAMPLES = 160;
const EPOCHS = 30;

/** One batch holds all samples, so their order does not matter. The first stage's rate is too high to go on becoming better. */
function project(): Project {
  const made = projectOf(
    [
      ['in', 'input', { shape: [2] }],
      ['hidden', 'dense', { units: 8, activation: 'tanh' }],
      ['out', 'dense', { units: 1, activation: 'sigmoid' }],
    ],
    [
      ['in', 'hidden'],
      ['hidden', 'out'],
    ],
  );
  return {
    ...made,
    data: { dataset: 'points', options: { pattern: 'spirals', samples: 200, seed: 3 } },
    training: TrainingSettings.parse({
      loss: 'binary_crossentropy',
      batchSize: SAMPLES,
      seed: 5,
      optimizer: { type: 'adam' },
      stages: [
        { epochs: EPOCHS, learningRate: 0.4, stopEarly: true, patience: 3 },
        {
          epochs: EPOCHS,
          learningRate: 0.8,
          stopEarly: true,
          patience: 2,
          trainable: { which: 'only', nodes: ['out'] },
        },
        { epochs: 4, learningRate: 0.01 },
      ],
    }),
  };
}

const SCRIPT = `
model = keras.Sequential([keras.layers.Input([2]), keras.layers.Dense(8, activation="tanh", name="hidden"), keras.layers.Dense(1, activation="sigmoid", name="out")])
model.set_weights([to_array(weight) for weight in args["weights"]])
training, validation = [(to_array(x), to_array(y)) for x, y in args["data"]]
losses, lengths = [], []
for rate, epochs, patience, names in args["stages"]:
    for layer in model.layers:
        layer.trainable = layer.name in names
    model.compile(optimizer=keras.optimizers.Adam(rate), loss="binary_crossentropy")
    stopping = [] if patience is None else [keras.callbacks.EarlyStopping(patience=patience, restore_best_weights=True)]
    history = model.fit(*training, batch_size=len(training[0]), epochs=epochs, validation_data=validation, callbacks=stopping, verbose=0).history
    losses += history["val_loss"]
    lengths.append(len(history["val_loss"]))
result = {"losses": losses, "lengths": lengths, "weights": [from_array(weight) for weight in model.get_weights()]}
`;
const Answer = z.object({ losses: z.array(z.number()), lengths: z.array(z.int()), weights: z.array(WireTensor) });

/** Steps long enough to be stopped between them. */
function slowPoints(): Dataset {
  const points = pointsDataset();
  return {
    ...points,
    async load(options, context) {
      const loaded = await points.load(options, context);
      if (!loaded.ok) return loaded;
      const { training } = loaded.value;
      const gather: typeof training.gather = async (...given) => {
        await sleep(20);
        return training.gather(...given);
      };
      return { ...loaded, value: { ...loaded.value, training: { ...training, gather } } };
    },
  };
}

let studio: TestEngine;
let keras: z.infer<typeof Answer>;
beforeAll(async () => {
  studio = await startTestEngine({ datasets: [slowPoints()] });
  const made = project();
  const data = await Promise.all(
    (['training', 'validation'] as const).map(async split => {
      const { samples, labels } = await studio.ask('dataset.samples', {
        data: made.data,
        split,
        start: 0,
        count: 4096,
      });
      return [toWire([labels.length, 2], fromEngine(samples)), toWire([labels.length, 1], Float32Array.from(labels))];
    }),
  );
  const model = new Model(tf, made, made.training.seed);
  const weights = (await model.read()).map(({ shape, values }) => toWire(shape, values));
  model.dispose();
  const stages = made.training.stages.map(({ learningRate, epochs, stopEarly, patience, trainable }) => [
    learningRate,
    epochs,
    stopEarly ? patience : null,
    trainable.which === 'only' ? trainable.nodes : ['hidden', 'out'],
  ]);
  keras = await runKeras(SCRIPT, { weights, data, stages }, Answer);
});
afterAll(() => studio.close());

async function expectAsInKeras(run: string): Promise<void> {
  const { metrics, summary } = await studio.ask('runs.get', { run });
  const losses = metrics.flatMap(({ validationLoss }) => validationLoss ?? []);
  expect(losses).toHaveLength(keras.losses.length);
  for (const [i, loss] of losses.entries())
    expect(Math.abs(loss - (keras.losses[i] ?? Number.NaN))).toBeLessThan(TOLERANCE);
  expect(summary).toMatchObject({ epochs: losses.length, step: losses.length, steps: losses.length });
  const last = await readLatestCheckpoint(path.join(studio.folder, 'runs', run, 'checkpoints'));
  if (!last.ok) throw new Error('There is no checkpoint.');
  for (const [i, { values }] of last.value.checkpoint.weights.entries()) {
    const others = fromWire(keras.weights[i] ?? toWire([0], new Float32Array()));
    expect(values.every((value, at) => Math.abs(value - (others[at] ?? Number.NaN)) < TOLERANCE)).toBe(true);
  }
}

test('a stage ends, and the next begins from its best weights, as a fit with EarlyStopping and then another do', async () => {
  // Both ended early, the last did not.
  expect(keras.lengths[0]).toBeLessThan(EPOCHS);
  expect(keras.lengths[1]).toBeLessThan(EPOCHS);
  expect(keras.lengths[2]).toBe(4);
  const { run, status } = await studio.train(project());
  expect(status).toMatchObject({ state: 'done', epochs: keras.losses.length, stage: { number: 3, count: 3 } });
  await expectAsInKeras(run);
});

test('so does one that was stopped in every stage, and resumed', async () => {
  studio.events.length = 0;
  const { run } = await studio.ask('train.start', { project: project() });
  const stages = new Set<number | undefined>();
  for (let done = 0; ; ) {
    const now = await studio.waitFor('a few steps', ({ state, step }) => state === 'done' || step > done);
    if (now.state === 'done') break;
    // A run may end by itself meanwhile.
    await studio.ask('train.stop', {}).catch(() => undefined);
    const ended = await studio.waitFor('its end', ({ state }) => state === 'stopped' || state === 'done');
    if (ended.state === 'done') break;
    stages.add(ended.stage?.number);
    done = ended.step;
    studio.events.length = 0;
    await studio.ask('train.continue', { run });
  }
  expect(stages.size).toBeGreaterThan(1);
  await expectAsInKeras(run);
});

test('one that goes on for more epochs in all makes its last stage longer by them', async () => {
  const { run, status } = await studio.train(project());
  studio.events.length = 0;
  await studio.ask('train.continue', { run, epochs: status.epochs + 2 });
  const end = await studio.waitForState('done');
  expect(end.epochs).toBe(status.epochs + 2);
  const { project: kept } = await studio.ask('runs.get', { run });
  expect(kept && planOf(kept.training).stages.map(({ epochs }) => epochs)).toEqual([EPOCHS, EPOCHS, 6]);
  expect((await checkpointSteps(path.join(studio.folder, 'runs', run, 'checkpoints')))[0]).toBe(status.epochs + 2);
});
