import { z } from 'zod';
import type { DatasetInfo, DuplicatePair, SkippedFile } from '#shared/data/dataset';
import type { Fix } from '#shared/problems/problem';
import type { EngineError } from '#shared/protocol/errors';
import { err, ok, type Result } from '#shared/result';
import { ReadingStopped } from './own-files/reading';
import type { JobSource } from './pipeline/job';

/** Why a dataset could not be described or loaded. */
export type DataError = Extract<EngineError, { code: 'data/unreadable' | 'cancelled' | 'project/untrainable' }>;

/** Which of its many variants an augmented sample is: with its index, all that its randomness follows from. */
export interface Draw {
  /** The run's. */
  readonly seed: number;
  /** From 0. */
  readonly epoch: number;
}

/** Numbers that belong to each sample beside the sample itself: a further input, or a target that is not its class. */
export interface Field {
  /** Of one sample; `[]` for one number. */
  readonly shape: readonly number[];
  /** Writes those of the samples at those indices one after another; whole numbers where they are classes. */
  gather(indices: ArrayLike<number>, into: Float32Array): Promise<void>;
}

/** One part of a dataset. */
export interface Split {
  readonly count: number;
  /** The number of each sample's class, of the first target that is one; all 0 where there is none. */
  readonly labels: Int32Array;
  /** By their names in the dataset's info: its further inputs, and its targets but the one that `labels` holds. */
  readonly fields?: ReadonlyMap<string, Field>;
  /**
   * Writes the samples of those indices one after another, as float32. They may come from other threads and from the disk.
   * @param draw augments them, where they are for training and the project says how; a dataset's own code passes it over
   * @throws SamplesGone where the files are no longer what they were when they were listed
   */
  gather(indices: ArrayLike<number>, into: Float32Array, draw?: Draw): Promise<void>;
  /** The text that a sample was made from; only where samples are texts. */
  textOf?(index: number): string;
  /**
   * Only where each value is a byte by 255, whatever the draw: writes the bytes instead, a quarter of the memory, as `gather` does
   * the values.
   */
  readonly gatherBytes?: ((indices: ArrayLike<number>, into: Uint8Array) => Promise<void>) | undefined;
  /** Where other threads find the samples of those indices; absent where only `gather` knows. */
  sourceOf?(indices: readonly number[]): JobSource;
}

/** Samples that were there when the dataset was loaded, and can no longer be read. */
export class SamplesGone extends Error {
  constructor(readonly error: Extract<DataError, { code: 'data/unreadable' }>) {
    super(error.message);
  }
}

export interface LoadedDataset {
  readonly info: DatasetInfo;
  readonly training: Split;
  readonly validation: Split;
  /** Changes whenever a sample or label does. */
  readonly fingerprint: string;
  /** How many tokens each text of both parts has, those behind the cut too; only where samples are texts. */
  readonly tokenCounts?: Int32Array;
  /** Files that could not be used, and such as are in both parts; only of a dataset of the user's own files. */
  readonly findings?: {
    readonly skipped: readonly SkippedFile[];
    readonly duplicates: readonly DuplicatePair[];
    /** Of each picture's file, before it is brought to one size. */
    readonly sizes?: readonly (readonly [height: number, width: number])[];
  };
}

export interface LoadContext {
  readonly signal: AbortSignal;
  /** @param message what is being done, for the studio's status line */
  report(message: string): void;
}

/** What a dataset's own code gives; its static facts stand in the spec, and may be overruled. */
type Described = Pick<DatasetInfo, 'trainingSamples' | 'validationSamples'> &
  Partial<
    Pick<
      DatasetInfo,
      'kind' | 'sampleShape' | 'classes' | 'columns' | 'features' | 'furtherInputs' | 'targets' | 'text' | 'textColumns'
    >
  >;

interface DatasetSpec<Schema extends z.ZodObject>
  extends Pick<DatasetInfo, 'id' | 'title' | 'summary' | 'kind' | 'sampleShape' | 'classes'> {
  /** The dataset is listed before anyone said where its files are. */
  readonly ownFiles?: true;
  /** Describing it takes about as long as loading it: it is listed without. */
  readonly isReadToDescribe?: true;
  /** The options a project may set, with titles, help and defaults. */
  readonly options: Schema;
  /**
   * Counts the samples, without loading them where that can be.
   * @param context of the load that this is part of, if it is
   */
  describe(options: z.output<Schema>, context?: LoadContext): Promise<Result<Described, DataError>>;
  /** Something that changes whenever the files do; only of a dataset whose files may change while the engine runs. */
  version?(options: z.output<Schema>): Promise<string>;
  load(options: z.output<Schema>, context: LoadContext): Promise<Result<Omit<LoadedDataset, 'info'>, DataError>>;
}

/** A dataset with the type of its options erased: it takes raw options and checks them itself. */
export interface Dataset {
  readonly id: string;
  /** What can be said of it before any option is set. */
  outline(): Promise<Result<DatasetInfo, DataError>>;
  info(options: unknown): Promise<Result<DatasetInfo, DataError>>;
  version(options: unknown): Promise<string>;
  load(options: unknown, context: LoadContext): Promise<Result<LoadedDataset, DataError>>;
}

export function defineDataset<Schema extends z.ZodObject>(spec: DatasetSpec<Schema>): Dataset {
  const { id, title, summary, kind, sampleShape, classes, ownFiles, isReadToDescribe } = spec;
  const optionsSchema = z.toJSONSchema(spec.options, { io: 'input' });

  const withOptions = async <T>(
    raw: unknown,
    use: (options: z.output<Schema>) => Promise<Result<T, DataError>>,
  ): Promise<Result<T, DataError>> => {
    const options = spec.options.safeParse(raw);
    return options.success ? use(options.data) : err(optionProblems(title, options.error));
  };
  const infoOf = (described: Described): DatasetInfo => ({
    ...{ id, title, summary, kind, sampleShape, classes, ownFiles, optionsSchema },
    ...described,
  });
  const info = async (options: z.output<Schema>, context?: LoadContext) => {
    const described = await spec.describe(options, context);
    return described.ok ? ok(infoOf(described.value)) : described;
  };
  return {
    id,
    outline: async () =>
      ownFiles || isReadToDescribe
        ? ok(infoOf({ trainingSamples: 0, validationSamples: 0 }))
        : withOptions({}, options => info(options)),
    info: raw => withOptions(raw, options => info(options)),
    async version(raw) {
      const options = spec.options.safeParse(raw);
      return options.success && spec.version ? spec.version(options.data) : '';
    },
    load: (raw, context) =>
      unlessStopped(() =>
        withOptions(raw, async options => {
          const described = await info(options, context);
          if (!described.ok) return described;
          const loaded = await spec.load(options, context);
          if (!loaded.ok) return loaded;
          // What was counted before may turn out unreadable.
          const { training, validation } = loaded.value;
          const counts = { trainingSamples: training.count, validationSamples: validation.count };
          return ok({ info: { ...described.value, ...counts }, ...loaded.value });
        }),
      ),
  };
}

async function unlessStopped<T>(load: () => Promise<Result<T, DataError>>): Promise<Result<T, DataError>> {
  try {
    return await load();
  } catch (cause) {
    if (cause instanceof ReadingStopped) return err({ code: 'cancelled' });
    throw cause;
  }
}

/** What is wrong with one option, as a project's problem. */
export const optionProblem = (
  dataset: string,
  option: string,
  message: string,
  fixes: readonly Fix[] = [],
): DataError => ({
  code: 'project/untrainable',
  problems: [{ severity: 'error', cause: { code: 'data/options', dataset, option, message }, fixes }],
});

const optionProblems = (dataset: string, error: z.ZodError): DataError => ({
  code: 'project/untrainable',
  problems: error.issues.map(issue => ({
    severity: 'error',
    cause: {
      code: 'data/options',
      dataset,
      option: String((issue.code === 'unrecognized_keys' ? issue.keys[0] : issue.path[0]) ?? 'options'),
      message: issue.message,
    },
    fixes: [],
  })),
});
