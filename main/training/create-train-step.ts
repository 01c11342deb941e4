import { CannotRecord } from '../compiled/record';
import type { Model } from '../model/model';
import type { TensorFlow } from '../model/tensorflow';
import { CompiledTrainStep } from './compiled-step';
import { EagerTrainStep } from './eager-step';
import type { StepSettings, TrainStep } from './train-step';

/**
 * The step that a run uses: the compiled one, and the eager one for a network that cannot be recorded, its `kind` saying why.
 * @param batchSizes of all the batches that will come
 * @param evaluationBatch how many samples each `evaluateBatch` will have; 0 where none will come
 */
export function createTrainStep(
  tf: TensorFlow,
  model: Model,
  settings: StepSettings,
  batchSizes: readonly number[],
  evaluationBatch = 0,
): TrainStep {
  try {
    return new CompiledTrainStep(tf, model, settings, batchSizes, evaluationBatch);
  } catch (error) {
    if (!(error instanceof CannotRecord)) throw error;
    return new EagerTrainStep(tf, model, settings, error.message);
  }
}
