import type { Model } from '#main/model/model';
import { onlyClass } from '#main/training/batch-parts';
import { onlyGoal } from '#main/training/goals';
import type { TrainingSettings } from '#shared/training/settings';

/** What a network with one Input learns whose only output learns the class. */
export const learnsClass = (model: Model, { loss }: Pick<TrainingSettings, 'loss'>, weightOfClass?: Float32Array) => ({
  goals: onlyGoal(model.ends[0]?.node ?? '', { loss }, weightOfClass),
  parts: onlyClass(model.sampleShape),
});
