import type { TextVectorization } from '#shared/data/text/vectorization';
import type { Project } from '#shared/project/project';
import type { TrainedModel } from '../model/trained-model';
import type { ExportContext } from './format';

/** What an exported file tells beyond what its format needs: the project as it was trained, and what its outputs stand for. */
export interface About {
  readonly project: Project;
  /** The names of the classes, in the order of the outputs. */
  readonly classes?: readonly string[];
  /** How a text becomes a sample, with the vocabulary in the order of its numbers: Keras's TextVectorization takes it as it is. */
  readonly text?: TextVectorization;
}

export const aboutModel = ({ project }: TrainedModel, { dataset, text }: ExportContext): About => ({
  project,
  ...(dataset ? { classes: dataset.classes } : {}),
  ...(text ? { text } : {}),
});
