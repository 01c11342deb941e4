import { z } from 'zod';

/** What the studio must know of a dataset to check a network against it and to show its samples. */
export const DatasetInfo = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  /** How a sample is drawn: a picture, or a point in the plane. */
  kind: z.enum(['image', 'points']),
  /** One sample, without the batch axis. */
  sampleShape: z.array(z.int()),
  classes: z.array(z.string()),
  trainingSamples: z.int(),
  validationSamples: z.int(),
  /** JSON Schema (draft 2020-12) of the options that a project may set. */
  optionsSchema: z.record(z.string(), z.unknown()),
});
export type DatasetInfo = z.infer<typeof DatasetInfo>;

/** Which dataset a project trains on; the dataset itself checks its options. */
export const DataSettings = z.strictObject({
  dataset: z.string(),
  options: z.record(z.string(), z.json()).default({}),
});
export type DataSettings = z.infer<typeof DataSettings>;
