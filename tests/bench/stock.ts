import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { parseProject } from '#shared/project/file';
import { answerSteps } from './contender';

/** tfjs's own `trainOnBatch`, on the network as we export it. Arguments: the project file, the exported `model.json`. */
export async function main([file = '', exported = '']: readonly string[]): Promise<void> {
  const parsed = parseProject(readFileSync(file, 'utf8'));
  if (!parsed.ok) throw new Error(`${file}: ${parsed.error.code}`);
  const { batchSize, loss } = parsed.value.training;
  const model = await tf.loadLayersModel(`file://${exported}`);
  const binary = loss === 'binary_crossentropy';
  model.compile({
    optimizer: tf.train.adam(0.001),
    loss: binary ? 'binaryCrossentropy' : 'sparseCategoricalCrossentropy',
  });
  const [input] = model.inputs;
  const sampleShape = (input?.shape.slice(1) ?? []).map(dim => dim ?? 1);
  const length = sampleShape.reduce((product, dim) => product * dim, batchSize);
  const values = Float32Array.from({ length }, () => Math.random());
  const labels = Float32Array.from({ length: batchSize }, (_, i) => i % 2);
  await answerSteps(async () => {
    const x = tf.tensor(values, [batchSize, ...sampleShape]);
    const y = tf.tensor(labels, [batchSize, 1]);
    await model.trainOnBatch(x, y);
    tf.dispose([x, y]);
  });
}
