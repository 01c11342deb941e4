import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-node-gpu';
import type { Split } from '#main/data/define';
import { Model } from '#main/model/model';
import { createTrainStep } from '#main/training/create-train-step';
import { EagerTrainStep } from '#main/training/eager-step';
import { evaluate, evaluationBatchSize } from '#main/training/evaluate';
import type { TrainStep } from '#main/training/train-step';
import { elementCount } from '#shared/graph/shape';
import { parseProject } from '#shared/project/file';
import { learnsClass } from '../support/learns-class';
import { answer } from './contender';
import { sampleRange } from './sample-range';

/** Our training step and evaluation on random data. Arguments: the project file, `compiled`, `mixed` or `eager`, samples to evaluate. */
export async function main([file = '', kind, evaluated]: readonly string[]): Promise<void> {
  const parsed = parseProject(readFileSync(file, 'utf8'));
  if (!parsed.ok) throw new Error(`${file}: ${parsed.error.code}`);
  const project = parsed.value;
  const training = { ...project.training, precision: kind === 'mixed' ? 'mixed_bfloat16' : 'float32' } as const;
  const count = Number(evaluated);
  const range = sampleRange(project);
  let made: { model: Model; step: TrainStep; samples: Float32Array; validation: Split } | undefined;

  /** All that a run does before its first step, once its data is there. */
  const make = () => {
    const model = new Model(tf, project, training.seed);
    const size = elementCount(model.sampleShape);
    const step =
      kind === 'eager'
        ? new EagerTrainStep(tf, model, training)
        : createTrainStep(tf, model, training, [training.batchSize], evaluationBatchSize(model, count));
    if (!step.kind.startsWith(kind === 'eager' ? kind : 'compiled')) throw new Error(`the step is ${step.kind}`);
    const samples = Float32Array.from({ length: training.batchSize * size }, () => range * Math.random());
    return { model, step, samples, validation: randomSplit(count, size, range) };
  };
  const labels = Int32Array.from({ length: training.batchSize }, (_, i) => i % 2);
  let number = 0;
  const takeStep = async () => {
    made ??= make();
    const batch = {
      samples: tf.tensor(made.samples, [training.batchSize, ...made.model.sampleShape]),
      labels: tf.tensor1d(labels, 'int32'),
    };
    const { loss, correct, further } = made.step.run(batch, ++number, training.optimizer.learningRate);
    await loss.data();
    tf.dispose([batch.samples, batch.labels, loss, correct, ...further]);
  };
  await answer({
    first: takeStep,
    step: takeStep,
    async evaluate() {
      if (!made) throw new Error('Take a step first.');
      const { model, step: evaluator, validation } = made;
      await evaluate(tf, { model, evaluator, ...learnsClass(model, training) }, validation, async () => true);
    },
  });
}

function randomSplit(count: number, size: number, range: number): Split {
  const values = Float32Array.from({ length: count * size }, () => range * Math.random());
  return {
    count,
    labels: Int32Array.from({ length: count }, (_, i) => i % 2),
    async gather(indices, into) {
      for (let i = 0; i < indices.length; i++) {
        const from = (indices[i] ?? 0) * size;
        into.set(values.subarray(from, from + size), i * size);
      }
    },
  };
}
