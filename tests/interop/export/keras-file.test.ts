import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { TrainedModel } from '#main/model/trained-model';
import type { GraphNode } from '#shared/graph/graph';
import { checkProject } from '#shared/project/check';
import { plainProject } from '#shared/project/plain';
import type { Project } from '#shared/project/project';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { projectOf, randomBatch, randomlyTrained, samplesFor, samplesForAll, withShared } from '../../support/trained';
import { fromWire, runKeras, toWire, WireTensor } from '../keras/run-keras';
import { exported, penaltyInEngine, predictEngine } from './engine-model';
import { networks } from './networks';

const TOLERANCE = 1e-5;

let folder: TempFolder;
let count = 0;

beforeAll(async () => {
  folder = await makeTempFolder('keras-export');
});
afterAll(() => folder.remove());

async function saveKeras(model: TrainedModel): Promise<string> {
  const [file] = await exported(model, 'keras');
  const saved = path.join(folder.path, `${count++}.keras`);
  await writeFile(saved, file?.bytes ?? new Uint8Array());
  return saved;
}

/** Loading must not warn: a user would take it for damage. */
const script = `
import warnings
with warnings.catch_warnings():
    warnings.simplefilter("error")
    model = keras.saving.load_model(args["path"])
x = [to_array(x) for x in args["x"]]
outputs = model(x if len(x) > 1 else x[0], training=False)
outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
result = {
    "outputs": [from_array(y) for y in outputs],
    "penalty": sum(float(loss) for loss in model.losses),
    "weights": {layer.name: [from_array(w) for w in layer.get_weights()] for layer in model.layers},
}`;
const Loaded = z.object({
  outputs: z.array(WireTensor),
  penalty: z.number(),
  weights: z.record(z.string(), z.array(WireTensor)),
});

async function expectSameInKeras(project: Project): Promise<void> {
  const model = randomlyTrained(project);
  const several = checkProject(project).inputs.length > 1;
  const batches = several ? samplesForAll(project, 4, 99) : [samplesFor(project, 4, 99)];
  const args = { path: await saveKeras(model), x: batches.map(({ shape, values }) => toWire(shape, values)) };
  const loaded = await runKeras(script, args, Loaded);

  const owners = plainProject(project).graph.nodes.filter(({ sharesWith }) => sharesWith === undefined);
  expect(Object.keys(loaded.weights).sort()).toEqual(owners.map(({ id }) => id).sort());
  for (const [id, weights] of Object.entries(loaded.weights)) {
    const ours = model.weights.filter(({ name }) => name.startsWith(`${id}/`));
    expect(weights.map(({ shape }) => shape)).toEqual(ours.map(({ shape }) => shape));
    for (const [index, weight] of weights.entries()) expect(fromWire(weight)).toEqual(ours[index]?.values);
  }

  expect(loaded.penalty).toBeCloseTo(await penaltyInEngine(model, batches), 5);
  const expected = await predictEngine(model, batches);
  const received = Float32Array.from(loaded.outputs.flatMap(output => [...fromWire(output)]));
  expect(received.length).toBe(expected.length);
  const worst = received.reduce((max, value, i) => Math.max(max, Math.abs(value - (expected[i] ?? Number.NaN))), 0);
  expect(worst).toBeLessThanOrEqual(TOLERANCE);
}

describe('real Keras opens a .keras file with the same weights and the same predictions', () => {
  test.each(networks)('%s', (_name, project) => expectSameInKeras(project));

  test('any network of equal layers, however it branches', async () => {
    await fc.assert(fc.asyncProperty(branchingNetworks(false), expectSameInKeras), { numRuns: 15, seed: 3 });
  });

  test('any network with three Inputs and all its loose ends as outputs', async () => {
    await fc.assert(fc.asyncProperty(branchingNetworks(true), expectSameInKeras), { numRuns: 10, seed: 4 });
  });

  test('any network with layers that are used several times', async () => {
    await fc.assert(fc.asyncProperty(sharingNetworks(), expectSameInKeras), {
      numRuns: 5,
      seed: 5,
      endOnFailure: true,
    });
  });
});

/** Dense layers of one shape and sums of them, wired at random: what tells them apart is the order alone. */
const branchingNetworks = (severalEnds: boolean) =>
  fc
    .array(fc.array(fc.nat(1000), { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 14 })
    .chain(picks => fc.tuple(fc.constant(picks), fc.shuffledSubarray([...picks.keys()], { minLength: picks.length })))
    .map(([picks, places]): Project => {
      const ids = ['in'];
      const nodes: [string, string, GraphNode['params']][] = [['in', 'input', { shape: [3] }]];
      const links: [string, string][] = [];
      if (severalEnds) {
        ids.push('in_2', 'in_3');
        for (const id of ['in_2', 'in_3']) {
          nodes.push([id, 'input', { shape: [3] }], [`${id}-dense`, 'dense', { units: 3 }]);
          links.push([id, `${id}-dense`]);
        }
      }
      for (const [index, chosen] of picks.entries()) {
        const id = `dense_${places[index]}`;
        const sources = [...new Set(chosen.map(pick => ids[pick % ids.length] ?? 'in'))];
        nodes.push([id, 'dense', { units: 3, activation: 'tanh' }]);
        if (sources.length === 1) links.push([sources[0] ?? 'in', id]);
        else {
          nodes.push([`${id}-sum`, 'add', {}]);
          links.push(...sources.map(source => [source, `${id}-sum`] as [string, string]), [`${id}-sum`, id]);
        }
        ids.push(id);
      }
      const feeding = new Set(links.map(([from]) => from));
      const loose = ids.filter(id => !feeding.has(id));
      if (loose.length > 1 && !severalEnds) {
        nodes.push(['end', 'concatenate', {}]);
        links.push(...loose.map(id => [id, 'end'] as [string, string]));
      }
      return projectOf(nodes, links);
    });

/** Of the Dense layers of a network some, chosen at random, are further uses of others; every Input feeds something. */
const sharingNetworks = () =>
  branchingNetworks(true)
    .filter(({ graph }) => graph.edges.some(({ from }) => from === 'in'))
    .chain(project =>
      fc.array(fc.nat(1000), { minLength: 14, maxLength: 14 }).map(picks => {
        const dense = project.graph.nodes.flatMap(({ id }) => (/^dense_\d+$/.test(id) ? [id] : []));
        const groups = dense.map((id, index) => [id, (picks[index] ?? 0) % 4] as const);
        const owners = groups.flatMap(([id, group]) => {
          const owner = groups.find(other => other[1] === group)?.[0];
          return owner === undefined || owner === id || group === 0 ? [] : [[id, owner] as const];
        });
        return withShared(project, Object.fromEntries(owners));
      }),
    );

describe('the loaded model is compiled', () => {
  const training = [
    { loss: 'sparse_categorical_crossentropy', optimizer: { type: 'adam', learningRate: 0.01, beta1: 0.8 } },
    { loss: 'categorical_crossentropy', optimizer: { type: 'sgd', learningRate: 0.5 } },
    { loss: 'mean_squared_error', optimizer: { type: 'sgd', momentum: 0.9, nesterov: true } },
    { loss: 'sparse_categorical_crossentropy', optimizer: { type: 'rmsprop', rho: 0.8 } },
    { loss: 'sparse_categorical_crossentropy', optimizer: { type: 'rmsprop', momentum: 0.5, epsilon: 0.001 } },
    { loss: 'kl_divergence', optimizer: { type: 'adamw', weightDecay: 0.01 } },
    { loss: 'mean_absolute_error', optimizer: { type: 'adagrad', learningRate: 1, initialAccumulatorValue: 0.5 } },
    {
      loss: 'huber',
      optimizer: { type: 'sgd', learningRate: 0.5 },
      gradientClipping: 'global_norm',
      clippingThreshold: 2,
    },
    {
      loss: 'categorical_hinge',
      optimizer: { type: 'sgd', learningRate: 0.1 },
      gradientClipping: 'value',
      clippingThreshold: 0.5,
    },
  ] as const;

  test.each(training.map(settings => [`${settings.loss}, ${JSON.stringify(settings.optimizer)}`, settings] as const))(
    '%s',
    async (_name, settings) => {
      const project = projectOf(
        [
          ['in', 'input', { shape: [70] }],
          ['hidden', 'dense', { units: 70, activation: 'relu' }],
          ['norm', 'batchNormalization'],
          ['out', 'dense', { units: 3, activation: 'softmax' }],
        ],
        [
          ['in', 'hidden'],
          ['hidden', 'norm'],
          ['norm', 'out'],
        ],
        settings,
      );
      const answer = await runKeras(
        `
import warnings
with warnings.catch_warnings():
    warnings.simplefilter("error")
    model = keras.saving.load_model(args["path"])
x = to_array(args["x"])
y = np.arange(len(x)) % 3
one_hot = args["loss"] != "sparse_categorical_crossentropy"
y = np.eye(3)[y] if one_hot else y
loss, accuracy = model.evaluate(x, y, verbose=0)
p = model.predict(x, verbose=0)
config = model.optimizer.get_config()
slots = [[float(np.min(v)), float(np.max(v))] for v in model.optimizer.variables[2:]]
fitted = model.fit(x, y, epochs=8, verbose=0).history["loss"]
result = {
    "loss": loss, "accuracy": accuracy, "fitted": fitted, "optimizer": type(model.optimizer).__name__,
    "config": {k: v for k, v in config.items() if isinstance(v, (int, float, bool))}, "slots": slots, "output": from_array(p),
}`,
        {
          path: await saveKeras(randomlyTrained(project)),
          x: toWire([30, 70], randomBatch([70], 30, 5).values),
          loss: settings.loss,
        },
        z.object({
          loss: z.number(),
          accuracy: z.number(),
          fitted: z.array(z.number()),
          optimizer: z.string(),
          config: z.record(z.string(), z.union([z.number(), z.boolean()])),
          slots: z.array(z.array(z.number())),
          output: WireTensor,
        }),
      );
      const output = fromWire(answer.output);
      const right = Array.from({ length: 30 }, (_, row) => output[row * 3 + (row % 3)] ?? Number.NaN);
      if (settings.loss.includes('crossentropy') || settings.loss === 'kl_divergence') {
        const expected = right.reduce((sum, value) => sum - Math.log(value), 0) / right.length;
        expect(answer.loss).toBeCloseTo(expected, 3);
      }
      expect(answer.accuracy).toBeGreaterThanOrEqual(0);
      expect(answer.fitted.at(-1)).toBeLessThan(answer.fitted[0] ?? 0);

      expect(answer.optimizer.toLowerCase()).toBe(settings.optimizer.type);
      const { optimizer, gradientClipping, clippingThreshold } = project.training;
      const { type: _type, ...numbers } = optimizer;
      // Before its first step, an optimizer has its initial values: 0, except for Adagrad.
      const initial = optimizer.type === 'adagrad' ? optimizer.initialAccumulatorValue : 0;
      for (const range of answer.slots) expect(range).toEqual([initial, initial]);
      expect(answer.config.global_clipnorm).toBe(gradientClipping === 'global_norm' ? clippingThreshold : undefined);
      expect(answer.config.clipvalue).toBe(gradientClipping === 'value' ? clippingThreshold : undefined);
      for (const [name, value] of Object.entries(numbers)) {
        const keras = answer.config[name.replace(/[A-Z]|\d/g, letter => `_${letter.toLowerCase()}`)];
        if (typeof value === 'number') expect(keras, name).toBeCloseTo(value, 6);
        else expect(keras, name).toBe(value);
      }
    },
  );
});

test('a layer that the project freezes is frozen in Keras, too', async () => {
  const project = projectOf(
    [
      ['in', 'input', { shape: [4] }],
      ['first', 'dense', { units: 5 }],
      ['norm', 'batchNormalization'],
      ['out', 'dense', { units: 2, activation: 'softmax' }],
    ],
    [
      ['in', 'first'],
      ['first', 'norm'],
      ['norm', 'out'],
    ],
  );
  const frozen = ['first', 'norm'];
  const nodes = project.graph.nodes.map(node => (frozen.includes(node.id) ? { ...node, trainable: false } : node));
  const model = { ...project, graph: { ...project.graph, nodes } };
  await expectSameInKeras(model);
  const read = `
import warnings
with warnings.catch_warnings():
    warnings.simplefilter("error")
    model = keras.saving.load_model(args["path"])
result = [layer.name for layer in model.layers if layer.weights and not layer.trainable]`;
  const args = { path: await saveKeras(randomlyTrained(model)) };
  expect(await runKeras(read, args, z.array(z.string()))).toEqual(frozen);
});
