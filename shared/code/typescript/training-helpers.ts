import type { Helper } from './helpers';
import { LOSS_HELPERS } from './loss-helpers';
import { SCHEDULE_HELPERS } from './schedule-helpers';

/** What generated programs do in training that tfjs has nothing ready for. */
export const TRAINING_HELPERS: readonly Helper[] = [
  ...LOSS_HELPERS,
  ...SCHEDULE_HELPERS,
  [
    'balancedWeights',
    `
/** Weights with which every class counts the same, however many samples it has. */
function balancedWeights(labels: tf.Tensor): tf.ClassWeight {
  const counts = new Map<number, number>();
  for (const label of labels.dataSync())
    counts.set(label, (counts.get(label) ?? 0) + 1);
  const weight = (count: number) => labels.size / (counts.size * count);
  return Object.fromEntries(
    [...counts].map(([label, count]) => [label, weight(count)]),
  );
}`,
  ],
  [
    'chooseLayers',
    `
/** Lets these layers learn and no others, or all others where \`others\` is true. */
function chooseLayers(
  model: tf.LayersModel,
  names: string[],
  others = false,
): void {
  for (const layer of model.layers)
    layer.trainable = names.includes(layer.name) !== others;
}`,
  ],
  [
    'beforeSteps',
    `
/** Has something done with what an optimizer is about to move the weights by. */
function beforeSteps(
  optimizer: tf.Optimizer,
  change: (gradients: Gradients) => Gradients,
): void {
  const step = optimizer.applyGradients.bind(optimizer);
  optimizer.applyGradients = (given) => {
    const list = Array.isArray(given)
      ? given
      : Object.entries(given).map(([name, tensor]) => ({ name, tensor }));
    tf.tidy(() => step(change(list)));
  };
}`,
  ],
  [
    'clipByNorm',
    `
/** Gradients that together are no longer than the limit. */
function clipByNorm(gradients: Gradients, limit: number): Gradients {
  const squares = gradients.map(({ tensor }) => tensor.square().sum());
  const scale = tf.div(limit, tf.maximum(tf.sqrt(tf.addN(squares)), limit));
  return gradients.map(({ name, tensor }) => ({
    name,
    tensor: tensor.mul(scale),
  }));
}`,
  ],
  [
    'clipByValue',
    `
/** Gradients of which no number is larger than the limit. */
function clipByValue(gradients: Gradients, limit: number): Gradients {
  return gradients.map(({ name, tensor }) => ({
    name,
    tensor: tensor.clipByValue(-limit, limit),
  }));
}`,
  ],
  [
    'decayWeights',
    `
/** Takes a part of every weight that learns off it. */
function decayWeights(model: tf.LayersModel, part: number): void {
  for (const weight of model.trainableWeights)
    weight.write(weight.read().mul(1 - part));
}`,
  ],
  [
    'withOwnRate',
    `
/** Leaves the steps of some layers to an optimizer of their own. */
function withOwnRate(
  model: tf.LayersModel,
  layers: string[],
  own: tf.Optimizer,
  gradients: Gradients,
): Gradients {
  const weights = layers.flatMap((name) => model.getLayer(name).weights);
  const names = new Set(weights.map(({ name }) => name));
  own.applyGradients(gradients.filter(({ name }) => names.has(name)));
  return gradients.filter(({ name }) => !names.has(name));
}`,
  ],
  [
    'Gradients',
    `
/** What each weight is to be moved by, by the weight's name. */
type Gradients = { name: string; tensor: tf.Tensor }[];`,
  ],
  [
    'setLearningRate',
    `
/** Changes a learning rate, for which this optimizer has no method. */
function setLearningRate(optimizer: tf.Optimizer, learningRate: number): void {
  Object.assign(optimizer, { learningRate });
}`,
  ],
  [
    'averageWeights',
    `
/** Keeps a moving average of the weights, which takes their place between epochs. */
function averageWeights(
  model: tf.LayersModel,
  {
    momentum,
    overwriteEvery,
    stepsPerEpoch,
  }: {
    momentum: number;
    overwriteEvery: number;
    stepsPerEpoch: number;
  },
) {
  let steps = 0;
  let average: tf.Tensor[] = [];
  let learned: tf.Tensor[] | undefined;
  const read = () =>
    model.trainableWeights.map((weight) => weight.read().clone());
  const write = (values: tf.Tensor[]) => {
    for (const [i, weight] of model.trainableWeights.entries())
      weight.write(values[i]!);
  };
  return {
    /** Does a step, and then takes the weights into the average. */
    afterEachStep(optimizer: tf.Optimizer): void {
      const step = optimizer.applyGradients.bind(optimizer);
      optimizer.applyGradients = (gradients) => {
        step(gradients);
        steps++;
        const next = tf.tidy(() =>
          read().map((weight, i) => {
            const before = average[i] ?? weight;
            return before.mul(momentum).add(weight.mul(1 - momentum));
          }),
        );
        tf.dispose(average);
        average = next.map((tensor) => tf.keep(tensor));
        if (overwriteEvery > 0 && steps % overwriteEvery === 0) write(average);
        if (steps % stepsPerEpoch !== 0) return;
        learned = read().map((tensor) => tf.keep(tensor));
        write(average);
      };
    },
    onEpochBegin: async () => {
      if (learned) write(learned);
      tf.dispose(learned ?? []);
      learned = undefined;
    },
  };
}`,
  ],
  [
    'keepBest',
    `
/** Saves the model whenever a value of its epoch is better than all before. */
function keepBest(
  model: tf.LayersModel,
  monitor: string,
  better: Better,
  place: string,
): tf.CustomCallbackArgs {
  let best: number | undefined;
  return {
    onEpochEnd: async (_, logs) => {
      const value = logs?.[monitor];
      if (value === undefined || (best !== undefined && !better(value, best)))
        return;
      best = value;
      await model.save(place);
    },
  };
}`,
  ],
  [
    'bestWeights',
    `
/** Remembers the weights of the epoch with the best value. */
function bestWeights(model: tf.LayersModel, monitor: string, better: Better) {
  let best: number | undefined;
  let weights: tf.Tensor[] = [];
  return {
    onEpochEnd: async (_: number, logs?: tf.Logs) => {
      const value = logs?.[monitor];
      if (value === undefined || (best !== undefined && !better(value, best)))
        return;
      best = value;
      tf.dispose(weights);
      weights = model.getWeights().map((weight) => weight.clone());
    },
    restoreBest(): void {
      if (weights.length > 0) model.setWeights(weights);
    },
  };
}`,
  ],
  [
    'stopEarly',
    `
/** Ends the training when a value has not become better for so many epochs. */
function stopEarly(
  model: tf.LayersModel,
  monitor: string,
  better: Better,
  {
    patience,
    startFromEpoch = 0,
  }: { patience: number; startFromEpoch?: number },
): tf.CustomCallbackArgs {
  let best: number | undefined;
  let waited = 0;
  return {
    onEpochEnd: async (epoch, logs) => {
      const value = logs?.[monitor];
      if (value === undefined || epoch < startFromEpoch) return;
      if (best === undefined || better(value, best)) {
        best = value;
        waited = 0;
      } else if (++waited >= patience) model.stopTraining = true;
    },
  };
}`,
  ],
  [
    'lowerOnPlateau',
    `
/** Lowers the learning rate when a value has not become better for so many epochs. */
function lowerOnPlateau(
  monitor: string,
  better: Better,
  {
    factor,
    patience,
    cooldown,
    lowest,
  }: {
    factor: number;
    patience: number;
    cooldown: number;
    lowest: number;
  },
) {
  let best: number | undefined;
  let waited = 0;
  let resting = 0;
  let scale = 1;
  return {
    onEpochEnd: async (_: number, logs?: tf.Logs) => {
      const value = logs?.[monitor];
      if (value === undefined) return;
      if (resting > 0) {
        resting--;
        waited = 0;
      }
      if (best === undefined || better(value, best)) {
        best = value;
        waited = 0;
      } else if (resting === 0 && ++waited >= patience) {
        scale *= factor;
        resting = cooldown;
        waited = 0;
      }
    },
    /** The rate after all that it was lowered by. */
    lowered: (rate: number) => Math.min(rate, Math.max(lowest, rate * scale)),
  };
}`,
  ],
  [
    'Better',
    `
/** Whether a value is better than the best so far. */
type Better = (value: number, best: number) => boolean;`,
  ],
];
