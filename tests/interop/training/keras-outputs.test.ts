import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Model } from '#main/model/model';
import { CompiledTrainStep } from '#main/training/compiled-step';
import { EagerTrainStep } from '#main/training/eager-step';
import { type Goal, measuresOf } from '#main/training/goals';
import type { TrainStep } from '#main/training/train-step';
import type { Project } from '#shared/project/project';
import { Optimizer } from '#shared/training/optimizers';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { projectOf } from '../../support/trained';
import { exported } from '../export/engine-model';
import { fromWire, runKeras, toWire, WireTensor } from '../keras/run-keras';

const STEPS = 25;
const N = 6;
const CLASSES = 3;
const [HEIGHT, WIDTH, MAP_CLASSES] = [4, 3, 2];

/** Two Inputs; a class, a box and a class for each pixel, each with a loss and a weight of its own. */
const base = projectOf(
  [
    ['picture', 'input', { shape: [HEIGHT, WIDTH, 2] }],
    ['numbers', 'input', { shape: [5] }],
    ['conv', 'conv2d', { filters: 4, kernelSize: [3, 3], padding: 'same', activation: 'tanh' }],
    ['map', 'conv2d', { filters: MAP_CLASSES, kernelSize: [1, 1], activation: 'softmax' }],
    ['flat', 'flatten', {}],
    ['join', 'concatenate', {}],
    ['hidden', 'dense', { units: 8, activation: 'relu', kernelRegularizer: { l1: 0, l2: 0.01 } }],
    ['box', 'dense', { units: 4 }],
    ['kind', 'dense', { units: CLASSES, activation: 'softmax' }],
  ],
  [
    ['picture', 'conv'],
    ['conv', 'map'],
    ['conv', 'flat'],
    ['flat', 'join'],
    ['numbers', 'join'],
    ['join', 'hidden'],
    ['hidden', 'box'],
    ['hidden', 'kind'],
  ],
);
const project: Project = {
  ...base,
  training: {
    ...base.training,
    optimizer: Optimizer.parse({ type: 'adam', learningRate: 0.01 }),
    outputs: [
      { node: 'box', loss: 'huber', weight: 0.5 },
      { node: 'map', loss: 'sparse_categorical_crossentropy', weight: 2 },
    ],
  },
};

const normals = (count: number, seed: number) =>
  Float32Array.from(tf.randomNormal([count], 0, 1, 'float32', seed).dataSync<'float32'>());
const whole = (count: number, below: number) =>
  Int32Array.from({ length: count }, (_, i) => (i * 7 + (i >> 2)) % below);

const data = {
  picture: normals(STEPS * N * HEIGHT * WIDTH * 2, 3),
  numbers: normals(STEPS * N * 5, 4),
  box: normals(STEPS * N * 4, 5),
  kind: whole(STEPS * N, CLASSES),
  map: whole(STEPS * N * HEIGHT * WIDTH, MAP_CLASSES),
};
const shapes = { picture: [HEIGHT, WIDTH, 2], numbers: [5], box: [4], kind: [], map: [HEIGHT, WIDTH] } as const;

/** The tensors of one batch under their names. */
function batchAt(step: number, name: keyof typeof data): tf.Tensor {
  const shape = [N, ...shapes[name]];
  const size = shape.reduce((product, dim) => product * dim, 1);
  const values = data[name].subarray(step * size, (step + 1) * size);
  return tf.tensor(values, shape, values instanceof Int32Array ? 'int32' : 'float32');
}

function goals(model: Model): Goal[] {
  const targets = { box: 'numbers', kind: 'class', map: 'class-map' } as const;
  return model.ends.map(({ node }): Goal => {
    const { loss = project.training.loss, weight = 1 } = project.training.outputs?.find(o => o.node === node) ?? {};
    return { node, loss, weight, target: targets[node as keyof typeof targets] };
  });
}

const SCRIPT = `
model = keras.saving.load_model(args["path"])
data = {name: to_array(value) for name, value in args["data"].items()}
logs = []
for step in range(args["steps"]):
    x = [data[name][step] for name in args["inputs"]]
    y = {name: data[name][step] for name in model.output_names}
    model.reset_metrics()
    logs.append({name: float(value) for name, value in model.train_on_batch(x, y, return_dict=True).items()})
evaluated = {name: float(value) for name, value in model.test_on_batch(x, y, return_dict=True).items()}
result = {
    "logs": logs,
    "evaluated": evaluated,
    "weights": {layer.name: [from_array(w) for w in layer.get_weights()] for layer in model.layers},
}`;
const Logs = z.record(z.string(), z.number());
const Answer = z.object({
  logs: z.array(Logs),
  evaluated: Logs,
  weights: z.record(z.string(), z.array(WireTensor)),
});

let folder: TempFolder;
let keras: z.infer<typeof Answer>;
beforeAll(async () => {
  folder = await makeTempFolder('keras-outputs');
  const model = new Model(tf, project, 7);
  const [file] = await exported({ project, weights: await model.read() }, 'keras');
  const inputs = model.inputs.map(({ node }) => node);
  model.dispose();
  const saved = path.join(folder.path, 'model.keras');
  await writeFile(saved, file?.bytes ?? new Uint8Array());
  const wire = (name: keyof typeof data) => toWire([STEPS, N, ...shapes[name]], Float32Array.from(data[name]));
  const names = Object.keys(data) as (keyof typeof data)[];
  const args = { path: saved, inputs, steps: STEPS, data: Object.fromEntries(names.map(name => [name, wire(name)])) };
  keras = await runKeras(SCRIPT, args, Answer);
});
afterAll(() => folder.remove());

const steps: [string, (model: Model) => TrainStep][] = [
  ['eager', model => new EagerTrainStep(tf, model, { ...project.training, goals: goals(model) })],
  ['compiled', model => new CompiledTrainStep(tf, model, { ...project.training, goals: goals(model) }, [N], N)],
];

test.each(steps)('the %s step trains two Inputs and three outputs as Keras does', async (_kind, create) => {
  const model = new Model(tf, project, 7);
  const step = create(model);
  const batch = (number: number) => ({
    samples: model.inputs.map(({ node }) => batchAt(number, node as keyof typeof data)),
    labels: model.ends.map(({ node }) => batchAt(number, node as keyof typeof data)),
  });
  const names = measuresOf(goals(model));
  for (let number = 0; number < STEPS; number++) {
    const { loss, further } = step.run(batch(number), number + 1, project.training.optimizer.learningRate);
    const expected = keras.logs[number] ?? {};
    expect(loss.dataSync()[0], `loss of step ${number + 1}`).toBeCloseTo(expected.loss ?? Number.NaN, 4);
    for (const [i, { name, kind }] of names.entries()) {
      const value = (further[i]?.dataSync()[0] ?? Number.NaN) / (kind === 'sum' ? N : 1);
      expect(value, `${name} of step ${number + 1}`).toBeCloseTo(expected[name] ?? Number.NaN, 4);
    }
  }
  const { outputs, penalty } = await step.evaluateBatch(batch(STEPS - 1));
  const total = outputs.reduce(
    (sum, { losses }, i) => sum + ((goals(model)[i]?.weight ?? 1) * losses.reduce((all, value) => all + value, 0)) / N,
    penalty,
  );
  expect(total).toBeCloseTo(keras.evaluated.loss ?? Number.NaN, 4);
  step.syncWeights();
  for (const { name, values } of await model.read()) {
    const [node = '', part] = name.split('/');
    const theirs = keras.weights[node]?.[part === 'kernel' ? 0 : 1];
    const expected = theirs ? fromWire(theirs) : new Float32Array();
    expect(values.length).toBe(expected.length);
    const worst = values.reduce((max, value, i) => Math.max(max, Math.abs(value - (expected[i] ?? Number.NaN))), 0);
    expect(worst, name).toBeLessThan(1e-3);
  }
  step.dispose();
  model.dispose();
});
