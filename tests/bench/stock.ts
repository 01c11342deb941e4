import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { elementCount } from '#shared/graph/shape';
import { parseProject } from '#shared/project/file';
import { answer } from './contender';
import { sampleRange } from './sample-range';

/**
 * tfjs's own `trainOnBatch` and `evaluate`, on the network as we export it. Arguments: the project file, the exported
 * `model.json`, samples to evaluate and how many at once.
 */
export async function main([file = '', exported = '', evaluated, batch]: readonly string[]): Promise<void> {
  const parsed = parseProject(readFileSync(file, 'utf8'));
  if (!parsed.ok) throw new Error(`${file}: ${parsed.error.code}`);
  const { batchSize, loss } = parsed.value.training;
  const model = await tf.loadLayersModel(`file://${exported}`);
  const binary = loss === 'binary_crossentropy';
  model.compile({
    optimizer: tf.train.adam(0.001),
    loss: binary ? 'binaryCrossentropy' : 'sparseCategoricalCrossentropy',
    metrics: ['accuracy'],
  });
  const [input] = model.inputs;
  const range = sampleRange(parsed.value);
  const sampleShape = (input?.shape.slice(1) ?? []).map(dim => dim ?? 1);
  const random = (count: number) => ({
    values: Float32Array.from({ length: count * elementCount(sampleShape) }, () => range * Math.random()),
    labels: Float32Array.from({ length: count }, (_, i) => i % 2),
  });
  const training = random(batchSize);
  const validation = random(Number(evaluated));
  const tensors = ({ values, labels }: ReturnType<typeof random>) =>
    [tf.tensor(values, [labels.length, ...sampleShape]), tf.tensor(labels, [labels.length, 1])] as const;
  const takeStep = async () => {
    const [x, y] = tensors(training);
    await model.trainOnBatch(x, y);
    tf.dispose([x, y]);
  };
  await answer({
    first: takeStep,
    step: takeStep,
    async evaluate() {
      const [x, y] = tensors(validation);
      const scalars = model.evaluate(x, y, { batchSize: Number(batch) });
      for (const scalar of [scalars].flat()) await scalar.data();
      tf.dispose([x, y, ...[scalars].flat()]);
    },
  });
}
