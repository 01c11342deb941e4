import { plainProject } from '#shared/project/plain';
import type { Project } from '#shared/project/project';
import { planOf } from '#shared/training/plan';
import type { LoadedDataset } from '../data/define';
import { Model } from '../model/model';
import type { TensorFlow } from '../model/tensorflow';
import type { NamedTensor } from '../model/trained-model';
import { BatchStream, batchesOf, epochOrder } from '../training/batches';
import { createTrainStep } from '../training/create-train-step';
import { learningOf, stageSettings } from './prepare';

/** Training steps of a network of their own, each with a learning rate that is given. */
export interface RateSteps {
  /** @returns the loss of the next batch, before it is learned from */
  run(learningRate: number): Promise<number>;
  dispose(): void;
}

/**
 * The steps that a run of the project would begin with, over full batches only, from epoch to epoch without end.
 * @param weights where they start, if not at the network's first ones
 */
export async function rateSteps(
  tf: TensorFlow,
  given: Project,
  data: LoadedDataset,
  weights: readonly NamedTensor[] | null,
): Promise<RateSteps> {
  const project = plainProject(given);
  const { seed } = project.training;
  const batchSize = Math.min(project.training.batchSize, data.training.count);
  const model = new Model(tf, project, seed);
  try {
    if (weights) model.write(weights);
    const learning = await learningOf(project, data);
    const settings = {
      ...project.training,
      goals: learning.goals,
      ...stageSettings(project, planOf(project.training).stageOfEpoch(0), 1),
    };
    const weightAverage = { ...settings.weightAverage, enabled: false };
    const step = createTrainStep(tf, model, { ...settings, weightAverage }, [batchSize]);
    let steps = 0;
    let epoch = -1;
    let stream: BatchStream | null = null;
    const nextBatch = async () => {
      for (;;) {
        const batch = await stream?.next();
        if (stream && batch) return { stream, batch };
        epoch++;
        const order = epochOrder(data.training, seed, epoch);
        const full = order.subarray(0, order.length - (order.length % batchSize));
        stream = new BatchStream(tf, data.training, batchesOf(full, batchSize), learning.parts, { seed, epoch });
      }
    };
    return {
      async run(learningRate) {
        const { stream: from, batch } = await nextBatch();
        steps++;
        const outcome = step.run(batch, steps, learningRate);
        from.done(batch);
        const [loss = Number.NaN] = await outcome.loss.data();
        tf.dispose({ ...outcome });
        return loss;
      },
      dispose() {
        step.dispose();
        model.dispose();
      },
    };
  } catch (error) {
    model.dispose();
    throw error;
  }
}
