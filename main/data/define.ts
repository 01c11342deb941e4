import { z } from 'zod';
import type { DatasetInfo } from '#shared/data/dataset';
import type { EngineError } from '#shared/protocol/errors';
import { err, type Result } from '#shared/result';

/** Why a dataset could not be described or loaded. */
export type DataError = Extract<EngineError, { code: 'data/unreadable' | 'cancelled' | 'project/untrainable' }>;

/** One part of a dataset, held in memory. */
export interface Split {
  readonly count: number;
  /** The class number of each sample. */
  readonly labels: Int32Array;
  /** Writes the samples of those indices one after another, as float32. */
  gather(indices: ArrayLike<number>, into: Float32Array): void;
}

export interface LoadedDataset {
  readonly info: DatasetInfo;
  readonly training: Split;
  readonly validation: Split;
  /** Changes whenever a sample or label does. */
  readonly fingerprint: string;
}

export interface LoadContext {
  readonly signal: AbortSignal;
  /** @param message what is being done, for the studio's status line */
  report(message: string): void;
}

/** What a dataset's own code gives; its static facts stand in the spec. */
type Described = Pick<DatasetInfo, 'trainingSamples' | 'validationSamples'>;

interface DatasetSpec<Schema extends z.ZodObject>
  extends Pick<DatasetInfo, 'id' | 'title' | 'summary' | 'kind' | 'sampleShape' | 'classes'> {
  /** The options a project may set, with titles, help and defaults. */
  readonly options: Schema;
  /** Counts the samples without loading them. */
  describe(options: z.output<Schema>): Promise<Result<Described, DataError>>;
  load(options: z.output<Schema>, context: LoadContext): Promise<Result<Omit<LoadedDataset, 'info'>, DataError>>;
}

/** A dataset with the type of its options erased: it takes raw options and checks them itself. */
export interface Dataset {
  readonly id: string;
  info(options: unknown): Promise<Result<DatasetInfo, DataError>>;
  load(options: unknown, context: LoadContext): Promise<Result<LoadedDataset, DataError>>;
}

export function defineDataset<Schema extends z.ZodObject>(spec: DatasetSpec<Schema>): Dataset {
  const { id, title, summary, kind, sampleShape, classes } = spec;
  const optionsSchema = z.toJSONSchema(spec.options, { io: 'input' });

  const withOptions = async <T>(
    raw: unknown,
    use: (options: z.output<Schema>) => Promise<Result<T, DataError>>,
  ): Promise<Result<T, DataError>> => {
    const options = spec.options.safeParse(raw);
    return options.success ? use(options.data) : err(optionProblems(title, options.error));
  };
  const info = (options: z.output<Schema>) =>
    spec.describe(options).then(described =>
      described.ok
        ? {
            ...described,
            value: { id, title, summary, kind, sampleShape, classes, optionsSchema, ...described.value },
          }
        : described,
    );
  return {
    id,
    info: raw => withOptions(raw, info),
    load: (raw, context) =>
      withOptions(raw, async options => {
        const described = await info(options);
        if (!described.ok) return described;
        const loaded = await spec.load(options, context);
        return loaded.ok ? { ok: true, value: { info: described.value, ...loaded.value } } : loaded;
      }),
  };
}

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
