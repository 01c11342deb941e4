import { z } from 'zod';
import { Augmentation } from './augmentations/augmentations';
import { Preprocessing } from './preprocessing/preprocessing';
import { DatasetInput, DatasetTarget } from './targets';
import { TextVectorization } from './text/vectorization';

/** What the studio must know of a dataset to check a network against it and to show its samples. */
export const DatasetInfo = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  /** How a sample is shown: a picture, a point in the plane, numbers, or a text. */
  kind: z.enum(['image', 'points', 'table', 'text']),
  /** One sample, without the batch axis. */
  sampleShape: z.array(z.int()),
  /** Of its first target, where that is one of classes; else none. */
  classes: z.array(z.string()),
  /** What its samples hold beside the first input, see `inputsOf`. */
  furtherInputs: z.array(DatasetInput).optional(),
  /** What can be learned of its samples, the usual first; where it is absent, the class. See `targetsOf`. */
  targets: z.array(DatasetTarget).optional(),
  trainingSamples: z.int(),
  validationSamples: z.int(),
  /** The names of a table's columns, which options may name. */
  columns: z.array(z.string()).optional(),
  /** What the values of a table's sample are called; a value in the file is `mean + deviation * value` in the sample. */
  features: z.array(z.object({ name: z.string(), mean: z.number(), deviation: z.number() })).optional(),
  /** Of texts: how one becomes a sample; absent until the texts have been read. */
  text: TextVectorization.optional(),
  /** The columns of a CSV file of texts that hold them and their classes. */
  textColumns: z.object({ text: z.string(), label: z.string() }).optional(),
  /** Read from the user's own files: some may be unusable, which a report says. */
  ownFiles: z.boolean().optional(),
  /** JSON Schema (draft 2020-12) of the options that a project may set. */
  optionsSchema: z.record(z.string(), z.unknown()),
});
export type DatasetInfo = z.infer<typeof DatasetInfo>;

export const SkippedFile = z.object({
  /** Relative to the dataset's folder. */
  file: z.string(),
  /** Why it cannot be used, as the end of a sentence. */
  reason: z.string(),
});
export type SkippedFile = z.infer<typeof SkippedFile>;

/** Two samples that are the same, one in each part. */
export const DuplicatePair = z.object({ training: z.string(), validation: z.string() });
export type DuplicatePair = z.infer<typeof DuplicatePair>;

/** The sizes of pictures in their files, before they are brought to one size; in pixels. */
export const PictureSizes = z.object({
  /** How many different ones there are. */
  different: z.int(),
  /** Those that most pictures have, at most `MOST_SIZES`. */
  common: z.array(z.object({ height: z.int(), width: z.int(), count: z.int() })),
});
export type PictureSizes = z.infer<typeof PictureSizes>;
export const MOST_SIZES = 6;

/** How many tokens the texts of both parts have, before they are cut off. */
export const TextLengths = z.object({
  median: z.int(),
  longest: z.int(),
  /** How many are longer than the sequence. */
  cut: z.int(),
  /** Texts by their number of tokens, all bins of one width: the first from 0 up to one less than that; the last holds all that are longer, too. */
  bins: z.object({ width: z.int(), counts: z.array(z.int()) }),
});
export type TextLengths = z.infer<typeof TextLengths>;

/** How many there are of something at most in a report; `total` counts all. */
export const MOST_LISTED = 200;

/** What reading a dataset has found. */
export const DatasetReport = z.object({
  trainingSamples: z.int(),
  validationSamples: z.int(),
  classes: z.array(z.object({ name: z.string(), training: z.int(), validation: z.int() })),
  skipped: z.object({ total: z.int(), files: z.array(SkippedFile) }),
  /** Samples in training and in validation too, which makes the validation look better than it is. */
  duplicates: z.object({ total: z.int(), pairs: z.array(DuplicatePair) }),
  /** Only of pictures that are files of their own. */
  sizes: PictureSizes.optional(),
  /** Only of texts. */
  lengths: TextLengths.optional(),
});
export type DatasetReport = z.infer<typeof DatasetReport>;

/** Which dataset a project trains on; the dataset itself checks its options. */
export const DataSettings = z.strictObject({
  dataset: z.string(),
  options: z.record(z.string(), z.json()).default({}),
  /** Where it is absent, samples are fed as the dataset gives them: pictures from 0 to 1. */
  preprocessing: Preprocessing.optional(),
  /** Done one after the other to the samples of each training step, and to no others. */
  augmentations: z.array(Augmentation).max(32).optional(),
});
export type DataSettings = z.infer<typeof DataSettings>;
