import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Model } from '#main/model/model';
import { stageSettings } from '#main/session/prepare';
import { CompiledTrainStep } from '#main/training/compiled-step';
import { EagerTrainStep } from '#main/training/eager-step';
import { StagedStep } from '#main/training/staged-step';
import type { StepSettings, TrainStep } from '#main/training/train-step';
import { layers } from '#shared/layers/catalogue';
import type { Project } from '#shared/project/project';
import { planOf } from '#shared/training/plan';
import { TrainingSettings } from '#shared/training/settings';
import { chain, normals } from '../../support/trained';
import { fromWire, runKeras, toWire, WireTensor } from '../keras/run-keras';

const TOLERANCE = 1e-4;
const STEPS = 50;
const BATCH = 8;
const SHAPE = [6, 6, 2];
const SIZE = 72;

/**
 * Stages as Keras's guide to transfer learning has them: `trainable`, then `compile` again. Keras has no rates of groups, so the
 * stage in the middle has one of its optimizers for each group.
 */
const SCRIPT = `
import tensorflow as tf
model = keras.Sequential([getattr(keras.layers, name)(**config) for name, config in args["layers"]])
for name, weights in args["weights"].items():
    model.get_layer(name).set_weights([to_array(weight) for weight in weights])
batches = list(zip(to_array(args["samples"]), to_array(args["labels"])))
losses = []

def optimizer(rate):
    return getattr(keras.optimizers, args["optimizer"])(rate, **args["config"])

def set_trainable(*names):
    for layer in model.layers:
        layer.trainable = layer.name in names

def train(*names, batches):
    set_trainable(*names)
    model.compile(optimizer=optimizer(0.01), loss="sparse_categorical_crossentropy")
    losses.extend(float(model.train_on_batch(samples, labels)) for samples, labels in batches)

def train_in_groups(groups, batches):
    loss_of = keras.losses.SparseCategoricalCrossentropy()
    for samples, labels in batches:
        with tf.GradientTape() as tape:
            loss = loss_of(labels, model(samples, training=True))
        gradients = tape.gradient(loss, [[variable.value for variable in variables] for _, variables in groups])
        for (own, variables), own_gradients in zip(groups, gradients):
            own.apply(own_gradients, variables)
        losses.append(float(loss))

def decay(rate):
    return keras.optimizers.schedules.PolynomialDecay(rate, decay_steps=15, end_learning_rate=0.0)

def variables(*names):
    return [variable for name in names for variable in model.get_layer(name).trainable_variables]

train("n5", batches=batches[:20])
set_trainable("n1", "n2", "n5")
groups = [(optimizer(decay(0.002)), variables("n1", "n2")), (optimizer(decay(0.02)), variables("n5"))]
train_in_groups(groups, batches[20:35])
train("n1", "n5", batches=batches[35:])
result = {"losses": losses, "weights": [from_array(weight) for layer in model.layers for weight in layer.get_weights()]}
`;
const Answer = z.object({ losses: z.array(z.number()), weights: z.array(WireTensor) });

/** The same: the steps of a stage are its epochs of one step each. The layer n4 is frozen throughout. */
function project(optimizer: object): Project {
  const made = chain(
    ['input', { shape: SHAPE }],
    ['conv2d', { filters: 4, kernelSize: [3, 3], activation: 'relu' }],
    ['batchNormalization', { momentum: 0.8 }],
    ['flatten'],
    ['dense', { units: 12, activation: 'tanh' }],
    ['dense', { units: 3, activation: 'softmax' }],
  );
  const nodes = made.graph.nodes.map(node => (node.id === 'n4' ? { ...node, trainable: false } : node));
  const training = TrainingSettings.parse({
    optimizer,
    stages: [
      { epochs: 20, learningRate: 0.01, trainable: { which: 'only', nodes: ['n5'] } },
      {
        epochs: 15,
        learningRate: 0.02,
        schedule: { type: 'polynomialDecay', endLearningRate: 0 },
        rates: [{ nodes: ['n1', 'n2'], factor: 0.1 }],
      },
      { epochs: 15, learningRate: 0.01, trainable: { which: 'allBut', nodes: ['n2'] } },
    ],
  });
  return { ...made, graph: { ...made.graph, nodes }, training };
}

const samples = normals(STEPS * BATCH * SIZE, 17);
const labels = Int32Array.from({ length: STEPS * BATCH }, (_, i) => {
  const sum = samples.subarray(i * SIZE, (i + 1) * SIZE).reduce((all, value) => all + value, 0);
  return sum < -4 ? 0 : sum < 4 ? 1 : 2;
});

interface Trained {
  readonly losses: readonly number[];
  readonly weights: readonly Float32Array[];
}

async function trainInKeras({ graph }: Project, made: Model, optimizer: string, config: object): Promise<Trained> {
  const first = await made.read();
  const own = (id: string) => first.filter(({ name }) => name.startsWith(`${id}/`));
  const answer = await runKeras(
    SCRIPT,
    {
      layers: graph.nodes.map(({ id, type, params }) => {
        const layer = layers.get(type);
        return [layer?.kerasClass, { ...layer?.kerasConfig(params), name: id }];
      }),
      weights: Object.fromEntries(
        graph.nodes.flatMap(({ id }) =>
          own(id).length === 0 ? [] : [[id, own(id).map(({ shape, values }) => toWire(shape, values))]],
        ),
      ),
      optimizer,
      config,
      samples: toWire([STEPS, BATCH, ...SHAPE], samples),
      labels: toWire([STEPS, BATCH], Float32Array.from(labels)),
    },
    Answer,
  );
  return { losses: answer.losses, weights: answer.weights.map(fromWire) };
}

async function trainHere(
  made: Project,
  model: Model,
  create: (model: Model, settings: StepSettings) => TrainStep,
): Promise<Trained> {
  const plan = planOf(made.training);
  const step = new StagedStep(
    stage => create(model, { ...made.training, ...stageSettings(made, stage, 1) }),
    plan.stageAt(0, 1),
  );
  const losses: number[] = [];
  for (let done = 0; done < STEPS; done++) {
    const stage = plan.stageAt(done, 1);
    if (stage !== step.stage) step.enter(stage);
    const batch = {
      samples: tf.tensor(samples.slice(done * BATCH * SIZE, (done + 1) * BATCH * SIZE), [BATCH, ...SHAPE]),
      labels: tf.tensor1d(labels.slice(done * BATCH, (done + 1) * BATCH), 'int32'),
    };
    losses.push(step.run(batch, done + 1, plan.rateAt(done, 1)).loss.dataSync()[0] ?? Number.NaN);
  }
  step.syncWeights();
  const weights = (await model.read()).map(({ values }) => values);
  step.dispose();
  return { losses, weights };
}

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Number.NaN))), 0);

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

describe.each([
  ['Adam', { beta_1: 0.8 }, { type: 'adam', beta1: 0.8 }],
  ['SGD', { momentum: 0.9 }, { type: 'sgd', momentum: 0.9 }],
])('stages by %s', (name, config, optimizer) => {
  const made = project(optimizer);
  let keras: Trained;
  beforeAll(async () => {
    const model = new Model(tf, made, 3);
    keras = await trainInKeras(made, model, name, config);
    model.dispose();
  });

  test.each(['eager', 'compiled'])('learn with the %s step what they learn in Keras', async kind => {
    const model = new Model(tf, made, 3);
    const first = (await model.read()).map(weight => weight.values);
    const ours = await trainHere(made, model, (...given) =>
      kind === 'eager' ? new EagerTrainStep(tf, ...given) : new CompiledTrainStep(tf, ...given, [BATCH]),
    );
    model.dispose();
    expect(ours.losses).toHaveLength(STEPS);
    expect(largestDifference(ours.losses, keras.losses)).toBeLessThan(TOLERANCE);
    expect(keras.weights).toHaveLength(ours.weights.length);
    const moved = ours.weights.map((weights, i) => {
      expect(largestDifference(weights, keras.weights[i] ?? [])).toBeLessThan(TOLERANCE);
      return largestDifference(weights, first[i] ?? []);
    });
    // Kernel and bias of n1, the four of n2, those of n4, which is frozen, and those of n5.
    expect(moved.map(distance => distance > 10 * TOLERANCE)).toEqual([
      ...[true, true, true, true, true, true],
      ...[false, false],
      ...[true, true],
    ]);
  });
});
