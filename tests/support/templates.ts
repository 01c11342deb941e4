import { checkProject } from '#shared/project/check';
import { templates } from '#shared/templates/catalogue';
import type { Template } from '#shared/templates/template';

/** More than this takes seconds to write and read; the networks of ImageNet are tried on smaller pictures, with fewer classes. */
const MOST_PARAMETERS = 1_000_000;

/** The templates that are quick to train, export and read back as they are. */
export const smallTemplates: readonly Template[] = templates.filter(
  template => checkProject(template.project()).parameters <= MOST_PARAMETERS,
);
