import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { CompiledTrainStep } from '#main/training/compiled-step';
import { EagerTrainStep } from '#main/training/eager-step';
import { TrainingSettings } from '#shared/training/settings';
import { makeTempFolder, type TempFolder } from '../../support/temp-folder';
import { randomlyTrained } from '../../support/trained';
import { exported } from '../export/engine-model';
import { sharedLayers } from '../export/networks';
import { BATCH, STEPS, trainHere, trainInKeras } from './side-by-side';

/**
 * Layers that are used twice: what both uses learn adds up, and each moves the averages of a normalization. Keras trains the very
 * file that is exported.
 */
const TOLERANCE = 1e-4;

let folder: TempFolder;
beforeAll(async () => {
  folder = await makeTempFolder('keras-shared');
});
afterAll(() => folder.remove());
beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

const difference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? Number.NaN))), 0);

test('a Conv2D, a BatchNormalization and a Dense that are used twice learn what they learn in Keras', async () => {
  const training = TrainingSettings.parse({ optimizer: { type: 'sgd', learningRate: 0.05, momentum: 0.5 } });
  const { graph } = sharedLayers;
  const outputs = { activityRegularizer: { l1: 0.01, l2: 0.02 } };
  const regularized = { units: 5, activation: 'relu', kernelRegularizer: { l2: 0.01 }, ...outputs };
  // What the weights add counts once, however often the layer is used; what its outputs add, for each use.
  const nodes = graph.nodes.map(node => (node.id === 'left' ? { ...node, params: regularized } : node));
  const project = { ...sharedLayers, graph: { ...graph, nodes }, training };
  const [file] = await exported(randomlyTrained(project), 'keras');
  const saved = path.join(folder.path, 'shared.keras');
  await writeFile(saved, file?.bytes ?? new Uint8Array());
  const made = { project, classes: 3 };
  const keras = await trainInKeras(made, saved);
  for (const create of [
    (...[model, step]: Parameters<Parameters<typeof trainHere>[1]>) => new EagerTrainStep(tf, model, step),
    (...[model, step]: Parameters<Parameters<typeof trainHere>[1]>) =>
      new CompiledTrainStep(tf, model, step, [BATCH], BATCH),
  ]) {
    const ours = await trainHere(made, create);
    expect(ours.losses).toHaveLength(STEPS);
    expect(difference(ours.losses, keras.losses)).toBeLessThan(TOLERANCE);
    expect(Math.abs(ours.evaluated - keras.evaluated)).toBeLessThan(TOLERANCE);
    expect(keras.weights).toHaveLength(ours.weights.length);
    for (const [i, weights] of ours.weights.entries()) {
      expect(difference(weights, keras.weights[i] ?? [])).toBeLessThan(TOLERANCE);
      expect(difference(weights, ours.first[i]?.values ?? [])).toBeGreaterThan(10 * TOLERANCE);
    }
  }
});
