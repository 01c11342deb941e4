import { z } from 'zod';

/** The path of one file on the engine's machine. */
export const fileOption = (title: string, description: string) =>
  z
    .string()
    .max(4096)
    .default('')
    .meta({
      title,
      format: 'file',
      description: `${description} The whole path, on the machine of the engine; ~ is the home folder. On the command line also relative to the project file.`,
    });

/** How samples are divided where the data do not say it themselves. */
export const splitOptions = {
  validationShare: z
    .number()
    .min(0.01)
    .max(0.9)
    .default(0.2)
    .meta({ title: 'Validation share', description: 'Of each class, where the data are not divided already.' }),
  seed: z
    .int()
    .min(0)
    .max(4_294_967_295)
    .default(0)
    .meta({ title: 'Seed', description: 'Another seed keeps other samples for validation.' }),
};
