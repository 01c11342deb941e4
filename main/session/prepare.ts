import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Project } from '#shared/project/project';
import { err, ok, type Result } from '#shared/result';
import type { Datasets } from '../data/datasets';
import type { DataError, LoadContext, LoadedDataset } from '../data/define';
import { Model } from '../model/model';
import type { TensorFlow } from '../model/tensorflow';
import { balancedClassWeights } from '../training/class-weights';
import { createTrainStep } from '../training/create-train-step';
import type { StepSettings, TrainStep } from '../training/train-step';

export interface Prepared {
  readonly data: LoadedDataset;
  readonly model: Model;
  readonly trainStep: TrainStep;
  /** The last batch of an epoch may be smaller, and counts. */
  readonly stepsPerEpoch: number;
}

function stepSettings({ training }: Project, data: LoadedDataset): StepSettings {
  if (training.classWeights === 'none') return training;
  return { ...training, weightOfClass: balancedClassWeights(data.training.labels, data.info.classes.length) };
}

/** Loads the data and builds the network with its first weights. */
export async function prepare(
  tf: TensorFlow,
  project: Project,
  datasets: Datasets,
  context: LoadContext,
): Promise<Result<Prepared, DataError>> {
  context.report('Loading the data');
  const data = await datasets.load(project.data, context);
  if (!data.ok) return data;
  context.report('Building the network');
  await nextTurn();
  if (context.signal.aborted) return err({ code: 'cancelled' });
  const { batchSize, seed } = project.training;
  const { count } = data.value.training;
  const stepsPerEpoch = Math.ceil(count / batchSize);
  const batchSizes = new Set([Math.min(batchSize, count), count - (stepsPerEpoch - 1) * batchSize]);
  const model = new Model(tf, project, seed);
  try {
    const trainStep = createTrainStep(tf, model, stepSettings(project, data.value), [...batchSizes]);
    return ok({ data: data.value, model, trainStep, stepsPerEpoch });
  } catch (error) {
    model.dispose();
    throw error;
  }
}
