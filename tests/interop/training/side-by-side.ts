import * as tf from '@tensorflow/tfjs-node-gpu';
import { z } from 'zod';
import { Model } from '#main/model/model';
import type { NamedTensor } from '#main/model/trained-model';
import type { StepSettings, TrainStep } from '#main/training/train-step';
import { layers } from '#shared/layers/catalogue';
import type { Project } from '#shared/project/project';
import { type LossName, lossSpec } from '#shared/training/losses';
import { type Optimizer, optimizerNames } from '#shared/training/optimizers';
import { learnsClass } from '../../support/learns-class';
import { fromWire, runKeras, toWire, WireTensor } from '../keras/run-keras';

/** The same network, weights and batches in Keras and here. */
export interface Training {
  readonly project: Project;
  readonly classes: number;
  readonly weightOfClass?: Float32Array;
}

/** What each step told, and the weights after the last. */
interface Trained {
  readonly losses: readonly number[];
  readonly accuracies: readonly number[];
  /** The loss of the first batch after the last step, in evaluation. */
  readonly evaluated: number;
  readonly weights: readonly Float32Array[];
}

export const STEPS = 50;
export const BATCH = 8;
const SEED = 3;

const SCRIPT = `
if args["path"] is not None:
    model = keras.saving.load_model(args["path"])
else:
    model = keras.Sequential([getattr(keras.layers, name)(**config) for name, config in args["layers"]])
for name, weights in args["weights"].items():
    model.get_layer(name).set_weights([to_array(weight) for weight in weights])
config = {name: float(value) if type(value) is int else value for name, value in args["optimizer"]["config"].items()}
optimizer = getattr(keras.optimizers, args["optimizer"]["class"])(**config, **args["clipping"], **args["average"])
model.compile(optimizer=optimizer, loss=args["loss"], metrics=["accuracy"])
class_weight = args["classWeight"] and dict(enumerate(args["classWeight"]))
def evaluate(samples, labels):
    model.reset_metrics()
    return float(model.test_on_batch(samples, labels)[0])

losses, accuracies = [], []
for samples, labels in zip(to_array(args["samples"]), to_array(args["labels"])):
    model.reset_metrics()
    loss, accuracy = model.train_on_batch(samples, labels, class_weight=class_weight)
    losses.append(float(loss))
    accuracies.append(float(accuracy))
optimizer.finalize_variable_values(model.trainable_variables)
result = {
    "losses": losses,
    "accuracies": accuracies,
    "evaluated": evaluate(to_array(args["samples"])[0], to_array(args["labels"])[0]),
    "weights": [from_array(weight) for layer in model.layers for weight in layer.get_weights()],
}`;
const Answer = z.object({
  losses: z.array(z.number()),
  accuracies: z.array(z.number()),
  evaluated: z.number(),
  weights: z.array(WireTensor),
});

/** @param path of a .keras file of the network, where it is no chain of layers */
export async function trainInKeras(
  { project, classes, weightOfClass }: Training,
  path: string | null = null,
): Promise<Trained> {
  const { graph, training } = project;
  const model = new Model(tf, project, SEED);
  const first = await model.read();
  const { samples, labels } = batches(model.sampleShape, classes);
  model.dispose();
  const answer = await runKeras(
    SCRIPT,
    {
      path,
      layers: graph.nodes.map(({ id, type, params }, index) => {
        const layer = layers.get(type);
        // As Keras advises, the last layer computes in float32: else the loss is that of rounded probabilities.
        const dtype = index === graph.nodes.length - 1 ? 'float32' : training.precision;
        return [
          layer?.kerasClass,
          { ...layer?.kerasConfig(params), name: id, dtype: type === 'input' ? 'float32' : dtype },
        ];
      }),
      weights: Object.fromEntries(
        graph.nodes.flatMap(({ id }) => {
          const own = first.filter(({ name }) => name.startsWith(`${id}/`));
          return own.length === 0 ? [] : [[id, own.map(({ shape, values }) => toWire(shape, values))]];
        }),
      ),
      optimizer: kerasOptimizer(training.optimizer),
      clipping:
        training.gradientClipping === 'none'
          ? {}
          : { [CLIPPING[training.gradientClipping]]: training.clippingThreshold },
      average: kerasAverage(training.weightAverage),
      loss: training.loss,
      classWeight: weightOfClass ? [...weightOfClass] : null,
      samples: toWire([STEPS, BATCH, ...model.sampleShape], samples),
      labels: encoded(training.loss, labels, classes),
    },
    Answer,
  );
  return { ...answer, weights: answer.weights.map(fromWire) };
}

const CLIPPING = { global_norm: 'global_clipnorm', value: 'clipvalue' } as const;
const snakeCase = (name: string) => name.replace(/[A-Z]|\d/g, part => `_${part.toLowerCase()}`);
const kerasOptimizer = ({ type, ...config }: Optimizer) => ({
  class: optimizerNames[type],
  config: Object.fromEntries(Object.entries(config).map(([name, value]) => [snakeCase(name), value])),
});

const kerasAverage = ({ enabled, momentum, overwriteFrequency }: Project['training']['weightAverage']) =>
  enabled ? { use_ema: true, ema_momentum: momentum, ema_overwrite_frequency: overwriteFrequency || null } : {};

/** How Keras is given the labels: class numbers, one-hot rows, or signs. */
function encoded(loss: LossName, labels: Int32Array, classes: number): WireTensor {
  const { target, output } = lossSpec(loss);
  if (target === 'one-hot' && output(classes)[1] === classes) {
    const rows = [...labels].flatMap(label => Array.from({ length: classes }, (_, c) => Number(c === label)));
    return toWire([STEPS, BATCH, classes], Float32Array.from(rows));
  }
  const numbers = Float32Array.from(labels, label => (target === 'sign' ? 2 * label - 1 : label));
  return toWire([STEPS, BATCH, 1], numbers);
}

/** Batches whose labels follow from the samples, so that there is something to learn. */
function batches(sampleShape: readonly number[], classes: number) {
  const size = sampleShape.reduce((product, dim) => product * dim, 1);
  const samples = Float32Array.from(tf.randomNormal([STEPS * BATCH * size], 0, 1, 'float32', 17).dataSync<'float32'>());
  const labels = Int32Array.from({ length: STEPS * BATCH }, (_, i) => {
    const sum = samples.subarray(i * size, (i + 1) * size).reduce((all, value) => all + value, 0);
    return Math.min(classes - 1, Math.max(0, Math.floor((sum / Math.sqrt(size) + 1) * (classes / 2))));
  });
  return { samples, labels, size };
}

export async function trainHere(
  { project, classes, weightOfClass }: Training,
  create: (model: Model, settings: StepSettings) => TrainStep,
): Promise<Trained & { readonly first: readonly NamedTensor[] }> {
  const { training } = project;
  const model = new Model(tf, project, SEED);
  const first = await model.read();
  const { samples, labels, size } = batches(model.sampleShape, classes);
  const step = create(model, { ...training, goals: learnsClass(model, training, weightOfClass).goals });
  const losses: number[] = [];
  const accuracies: number[] = [];
  const batchAt = (number: number) => {
    const from = number * BATCH;
    return {
      samples: tf.tensor(samples.slice(from * size, (from + BATCH) * size), [BATCH, ...model.sampleShape]),
      labels: tf.tensor1d(labels.slice(from, from + BATCH), 'int32'),
    };
  };
  for (let number = 0; number < STEPS; number++) {
    const outcome = step.run(batchAt(number), number + 1, training.optimizer.learningRate);
    losses.push(outcome.loss.dataSync()[0] ?? Number.NaN);
    accuracies.push((outcome.correct.dataSync()[0] ?? Number.NaN) / BATCH);
  }
  const evaluation = await step.evaluateBatch(batchAt(0));
  const sum = evaluation.outputs[0]?.losses.reduce((all, loss) => all + loss, 0) ?? Number.NaN;
  const activity = evaluation.activity.reduce((all, value) => all + value, 0);
  const evaluated = (sum + activity) / BATCH + evaluation.penalty;
  step.syncWeights();
  const weights = (await model.read()).map(({ values }) => values);
  step.dispose();
  model.dispose();
  return { losses, accuracies, evaluated, weights, first };
}
