import type { z } from 'zod';
import type { DatasetInfo } from '#shared/data/dataset';
import { err, ok, type Result } from '#shared/result';
import { type Dataset, defineDataset, type LoadContext, optionProblem } from '../define';
import { keepLatest } from '../own-files/keep-latest';
import { type AfterPiece, afterPieces } from '../own-files/reading';
import { filesVersion } from '../own-files/whole-path';
import {
  type ArraySamples,
  describeArrays,
  divideArrays,
  joinArrays,
  type LabelledArrays,
  loadArrays,
} from './array-dataset';
import type { ArrayOptions } from './options';

/** What is wrong with an option, as a sentence. */
export interface ArrayProblem<Option extends string> {
  readonly option: Option;
  readonly message: string;
}

/** The arrays of both parts; `null` where the data are not divided already. */
export interface ReadArrays {
  readonly training: LabelledArrays;
  readonly validation: LabelledArrays | null;
}

interface ArrayFilesSpec<Schema extends z.ZodObject, Files, Option extends string>
  extends Pick<DatasetInfo, 'id' | 'title' | 'summary'> {
  readonly options: Schema;
  /** The options that problems of the samples, and of their labels, are told of. */
  readonly places: { readonly samples: Option; readonly labels: Option };
  find(options: z.output<Schema>): Promise<Result<Files, ArrayProblem<Option>>>;
  pathsOf(files: Files): readonly string[];
  read(files: Files, after: AfterPiece): Promise<Result<ReadArrays, ArrayProblem<Option>>>;
  /** What is said of any arrays. */
  formOf(options: z.output<Schema>): ArrayOptions;
}

/** The user's own samples and labels as arrays in files, all of them in memory. */
export function arrayFilesDataset<Schema extends z.ZodObject, Files, Option extends string>({
  places,
  find,
  pathsOf,
  read,
  formOf,
  ...about
}: ArrayFilesSpec<Schema, Files, Option>): Dataset {
  const { title } = about;
  const readLatest = keepLatest(
    async ({ files, axes }: { files: Files; axes: ArrayOptions['axes'] }) =>
      `${await filesVersion(pathsOf(files))}\n${axes}`,
    async ({ files, axes }, context): Promise<Result<ArraySamples, ArrayProblem<Option>>> => {
      const arrays = await read(files, afterPieces(context));
      if (!arrays.ok) return arrays;
      const joined = joinArrays(arrays.value.training, arrays.value.validation, axes);
      return joined.ok ? joined : err({ option: places.samples, message: joined.error });
    },
  );
  async function prepare(options: z.output<Schema>, context?: LoadContext) {
    const form = formOf(options);
    const files = await find(options);
    if (!files.ok) return err(optionProblem(title, files.error.option, files.error.message));
    const arrays = await readLatest({ files: files.value, axes: form.axes }, context);
    if (!arrays.ok) return err(optionProblem(title, arrays.error.option, arrays.error.message));
    const divided = divideArrays(arrays.value, form);
    return divided.ok ? divided : err(optionProblem(title, places.labels, divided.error));
  }
  return defineDataset({
    ...about,
    kind: 'image',
    sampleShape: [28, 28, 1],
    classes: [],
    ownFiles: true,
    async describe(options, context) {
      const arrays = await prepare(options, context);
      return arrays.ok ? ok(describeArrays(arrays.value)) : arrays;
    },
    async version(options) {
      const files = await find(options);
      return files.ok ? filesVersion(pathsOf(files.value)) : files.error.message;
    },
    async load(options, context) {
      const arrays = await prepare(options, context);
      return arrays.ok ? ok(loadArrays(arrays.value)) : arrays;
    },
  });
}
