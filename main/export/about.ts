import type { Project } from '#shared/project/project';
import type { TrainedModel } from '../model/trained-model';
import type { ExportContext } from './format';

/** What an exported file tells beyond what its format needs: the project as it was trained, and what its outputs stand for. */
export interface About {
  readonly project: Project;
  /** The names of the classes, in the order of the outputs. */
  readonly classes?: readonly string[];
}

export const aboutModel = ({ project }: TrainedModel, { dataset }: ExportContext): About => ({
  project,
  ...(dataset ? { classes: dataset.classes } : {}),
});
