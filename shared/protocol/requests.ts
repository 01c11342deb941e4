import { z } from 'zod';
import { DataSettings, DatasetInfo, DatasetReport } from '../data/dataset';
import { TextVectorization } from '../data/text/vectorization';
import { NodeId } from '../graph/graph';
import { Project } from '../project/project';
import type { Result } from '../result';
import { MAX_EPOCHS } from '../training/epochs';
import { RatePoint, RateSuggestion } from '../training/rate-range';
import type { EngineError } from './errors';
import { RunEvaluation } from './evaluation';
import { RunDetail, RunLabelChange, RunSummary, WhichWeights } from './runs';
import { RuntimeInfo, RuntimeProblem } from './runtime';
import { MetricPoint, SessionStatus } from './session';
import { WireTensor } from './tensor';

const nothing = z.strictObject({});
const done = z.object({});
const runId = z.string().min(1).max(200);

/** What a page wants to be sent while training goes on; the newest wish counts. */
export const Watch = z.strictObject({
  /** The convolution whose filters are sent as they change. */
  filters: NodeId.nullable().default(null),
  /** The sample (without the batch axis) on which the studio shows what the network sees. */
  probe: WireTensor.nullable().default(null),
  /** The nodes whose output for the probe is sent; all of them where `'all'`. */
  outputs: z.union([z.array(NodeId), z.literal('all')]).default([]),
  /** For points in the plane: the probability of the second class on a square grid over [-range, range]². */
  boundary: z
    .strictObject({ range: z.number().positive(), size: z.int().min(2).max(256) })
    .nullable()
    .default(null),
});
export type Watch = z.infer<typeof Watch>;

/** One exported file, its path relative to where the user saves it. */
export const ExportedFile = z.object({ path: z.string(), bytes: z.instanceof(Uint8Array) });
export type ExportedFile = z.infer<typeof ExportedFile>;

export const ExportFormatInfo = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  /** The ending of the file that results; a format of several files is saved as a `.zip`. */
  fileEnding: z.string(),
});
export type ExportFormatInfo = z.infer<typeof ExportFormatInfo>;

const WorkspaceFile = z.object({
  name: z.string(),
  /** ISO 8601, UTC. */
  modifiedAt: z.string(),
  /** Changes whenever the file does; given back on writing, so that nobody's change is overwritten. */
  revision: z.string(),
});
export type WorkspaceFile = z.infer<typeof WorkspaceFile>;

/** A file name without any folder. */
const fileName = z
  .string()
  .regex(/^[^/\\:*?"<>|\p{Cc}]{1,120}\.receptive\.json$/u, 'must be a name that ends in .receptive.json');

/** Everything the studio may ask of the engine. Types for both sides are inferred from here; the engine checks every input. */
export const requests = {
  'engine.info': {
    input: nothing,
    output: z.object({
      version: z.string(),
      pid: z.int(),
      runtime: RuntimeInfo.nullable(),
      problems: z.array(RuntimeProblem),
      datasets: z.array(DatasetInfo),
      exportFormats: z.array(ExportFormatInfo),
    }),
  },
  'dataset.info': { input: DataSettings, output: DatasetInfo },
  /** Which dataset a file or folder of the engine's machine is, by its ending and what is in it. */
  'dataset.recognize': { input: z.strictObject({ path: z.string().min(1).max(4096) }), output: DataSettings },
  /**
   * Reads the dataset, which may take long: `dataset.progress` tells how far. Asking for another one's report or samples ends
   * the reading, unless a run needs it.
   */
  'dataset.report': { input: DataSettings, output: DatasetReport },
  /** Mean and variance of each channel of all samples to train on, as the network is fed with them; 1 for what never varies. */
  'dataset.statistics': {
    input: DataSettings,
    output: z.object({ mean: z.array(z.number()), variance: z.array(z.number()) }),
  },
  /**
   * Samples as one tensor, batch axis first, in the order of the split, as the network is fed with them; `classIndex` keeps one
   * class only. `augmented` gives training samples as a run with that seed sees them in that epoch; mixed with others of their
   * batches where a batch size is said, and `mixed` then tells for each which classes it is to which shares, the largest first.
   * `shown` leaves scaling and normalization out, so that a picture's values are from 0 to 1.
   */
  'dataset.samples': {
    input: z.strictObject({
      data: DataSettings,
      split: z.enum(['training', 'validation']),
      start: z.int().min(0),
      count: z.int().min(1).max(4096),
      classIndex: z.int().min(0).optional(),
      augmented: z
        .strictObject({ seed: z.int().min(0), epoch: z.int().min(0), batchSize: z.int().min(1).optional() })
        .optional(),
      shown: z.boolean().default(false),
    }),
    output: z.object({
      samples: WireTensor,
      labels: z.array(z.int()),
      /** What the samples were made from, where they are texts; of a long one the beginning. */
      texts: z.array(z.string()).optional(),
      total: z.int(),
      mixed: z.array(z.array(z.object({ label: z.int(), share: z.number() }))).optional(),
    }),
  },
  'train.start': { input: z.strictObject({ project: Project }), output: z.object({ run: runId }) },
  /**
   * Goes on with a run that was stopped or interrupted, in its own folder, from its latest checkpoint that is whole: exactly as
   * if it had never ended; only the running means of its curves' points begin anew there. `epochs` is a new total, also for a
   * run that is done. From the weights of its best epoch it goes on as it was at the end of that; what came after is dropped.
   */
  'train.continue': {
    input: z.strictObject({
      run: runId,
      epochs: z.int().min(1).max(MAX_EPOCHS).optional(),
      weights: WhichWeights.default('last'),
    }),
    output: z.object({
      run: runId,
      /** Steps that the checkpoint was trained for. */
      step: z.int(),
      /** Newer checkpoints that could not be used, each with what is wrong. */
      damaged: z.array(z.object({ file: z.string(), message: z.string() })),
    }),
  },
  'train.pause': { input: nothing, output: done },
  'train.resume': { input: nothing, output: done },
  'train.stop': { input: nothing, output: done },
  /**
   * A learning rate range test, from the project's first weights or from those of the network at hand, which stays as it is.
   * `rate.points` tells its points as they come. It is refused while a run is in progress, and ends when one begins.
   */
  'rate.find': {
    input: z.strictObject({ project: Project, network: z.enum(['untrained', 'current']).default('untrained') }),
    output: z.object({ points: z.array(RatePoint), suggestion: RateSuggestion }),
  },
  /** Ends the test in progress, if any; its own answer is then that it was cancelled. */
  'rate.stop': { input: nothing, output: done },
  /** For a page that connects while training goes on. */
  'session.get': { input: nothing, output: z.object({ status: SessionStatus, metrics: z.array(MetricPoint) }) },
  /** Answers at once for the network at hand, then sends snapshots as training changes it. */
  'watch.set': { input: Watch, output: done },
  /**
   * Makes a finished run's network the one at hand; refused while a run is in progress. Without a word on the weights they are
   * those that the run ended with.
   */
  'model.open': {
    input: z.strictObject({ run: runId, weights: WhichWeights.optional() }),
    output: z.object({
      run: runId,
      project: Project,
      /** How its network takes texts, where it learned from texts. */
      text: TextVectorization.optional(),
    }),
  },
  /** The network's outputs for one sample (without the batch axis), and what the named nodes put out for it. */
  'model.predict': {
    input: z.strictObject({ sample: WireTensor, outputs: z.array(NodeId).max(200).default([]) }),
    output: z.object({
      /** What the first output predicts. */
      prediction: z.array(z.number()),
      /** What each output predicts, in the order of computation. */
      ends: z.array(z.object({ node: NodeId, tensor: WireTensor })),
      outputs: z.array(z.object({ node: NodeId, tensor: WireTensor })),
      step: z.int(),
    }),
  },
  'runs.list': { input: nothing, output: z.object({ runs: z.array(RunSummary) }) },
  'runs.get': { input: z.strictObject({ run: runId }), output: RunDetail },
  /** Names, colours or annotates a run; what is left out stays as it is. Also one in progress. */
  'runs.update': {
    input: z.strictObject({ run: runId, label: RunLabelChange }),
    output: z.object({ run: RunSummary }),
  },
  /** Moves a run to the trash in the folder of runs, from where it can be restored; refused while it is in progress. */
  'runs.delete': { input: z.strictObject({ run: runId }), output: done },
  'runs.restore': { input: z.strictObject({ run: runId }), output: z.object({ run: RunSummary }) },
  /** What is in the trash, the newest run first. */
  'runs.trash': { input: nothing, output: z.object({ folder: z.string(), runs: z.array(RunSummary) }) },
  /** Removes what is in the trash for good. */
  'runs.emptyTrash': { input: nothing, output: z.object({ removed: z.int() }) },
  'runs.export': {
    input: z.strictObject({ run: runId, format: z.string(), weights: WhichWeights.optional() }),
    output: z.object({
      files: z.array(ExportedFile),
      weights: WhichWeights,
      /** The largest difference between the network's outputs and those of the exported file, opened again. */
      maxDifference: z.number(),
    }),
  },
  /** How good a run's network is on a part of its data, class by class; the network at hand stays as it is. */
  'runs.evaluate': {
    input: z.strictObject({
      run: runId,
      split: z.enum(['training', 'validation']).default('validation'),
      weights: WhichWeights.optional(),
    }),
    output: RunEvaluation,
  },
  'workspace.list': { input: nothing, output: z.object({ folder: z.string(), files: z.array(WorkspaceFile) }) },
  'workspace.read': {
    input: z.strictObject({ name: fileName }),
    output: z.object({ text: z.string(), revision: z.string() }),
  },
  /** `revision` is that of the file when it was read; `null` creates, and refuses where the name is taken. */
  'workspace.write': {
    input: z.strictObject({ name: fileName, text: z.string().max(64_000_000), revision: z.string().nullable() }),
    output: z.object({ revision: z.string() }),
  },
} as const satisfies Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>;

type Requests = typeof requests;
export type RequestName = keyof Requests;
export type RequestInput<Name extends RequestName> = z.input<Requests[Name]['input']>;
export type RequestOutput<Name extends RequestName> = z.output<Requests[Name]['output']>;
export type Answer<Name extends RequestName> = Result<RequestOutput<Name>, EngineError>;

/** What the engine implements: inputs arrive checked, with defaults filled in. */
export type EngineHandlers = {
  readonly [Name in RequestName]: (input: z.output<Requests[Name]['input']>) => Promise<Answer<Name>>;
};
