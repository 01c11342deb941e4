import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-node-gpu';
import { Model } from '#main/model/model';
import { createTrainStep } from '#main/training/create-train-step';
import { EagerTrainStep } from '#main/training/eager-step';
import { parseProject } from '#shared/project/file';
import { answerSteps } from './contender';

/** Our training step on random data. Arguments: the project file, `compiled` or `eager`. */
export async function main([file = '', kind]: readonly string[]): Promise<void> {
  const parsed = parseProject(readFileSync(file, 'utf8'));
  if (!parsed.ok) throw new Error(`${file}: ${parsed.error.code}`);
  const { training } = parsed.value;
  const model = new Model(tf, parsed.value, training.seed);
  const step =
    kind === 'eager'
      ? new EagerTrainStep(tf, model, training)
      : createTrainStep(tf, model, training, [training.batchSize]);
  if (!step.kind.startsWith(kind ?? '')) throw new Error(`the step is ${step.kind}`);
  const values = Float32Array.from({ length: training.batchSize * size(model.sampleShape) }, () => Math.random());
  const labels = Int32Array.from({ length: training.batchSize }, (_, i) => i % 2);
  let number = 0;
  await answerSteps(() => {
    const batch = {
      samples: tf.tensor(values, [training.batchSize, ...model.sampleShape]),
      labels: tf.tensor1d(labels, 'int32'),
    };
    const { loss, correct } = step.run(batch, ++number, training.optimizer.learningRate);
    loss.dataSync();
    tf.dispose([batch.samples, batch.labels, loss, correct]);
  });
}

const size = (shape: readonly number[]): number => shape.reduce((product, dim) => product * dim, 1);
