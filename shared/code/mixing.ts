import { type Augmentation, isMixing, type MixingAugmentation } from '../data/augmentations/augmentations';
import type { Project } from '../project/project';
import type { LossName } from '../training/losses';

export const mixingOf = (augmentations: readonly Augmentation[] = []): readonly MixingAugmentation[] =>
  augmentations.filter(isMixing);

export const isCut = ({ type }: MixingAugmentation): boolean => type === 'cutmix';

/** The classes of mixed samples are rows of shares: the same loss by another name. */
export function forMixing(project: Project): Project {
  if (mixingOf(project.data.augmentations).length === 0) return project;
  const { training } = project;
  const ofRows = (loss: LossName): LossName =>
    loss === 'sparse_categorical_crossentropy' ? 'categorical_crossentropy' : loss;
  const outputs = training.outputs?.map(output => (output.loss ? { ...output, loss: ofRows(output.loss) } : output));
  return { ...project, training: { ...training, loss: ofRows(training.loss), ...(outputs ? { outputs } : {}) } };
}
