import { z } from 'zod';
import { MonitorName } from '../training/monitor';

export const SESSION_STATES = [
  'idle',
  'preparing',
  'running',
  'paused',
  'stopping',
  'done',
  'stopped',
  'failed',
] as const;

/** Why a run failed. */
export const SessionFailure = z.discriminatedUnion('code', [
  z.object({ code: z.literal('train/not-finite'), step: z.int(), loss: z.string() }),
  z.object({ code: z.literal('train/out-of-memory'), message: z.string() }),
  z.object({ code: z.literal('data/unreadable'), dataset: z.string(), file: z.string(), message: z.string() }),
  z.object({ code: z.literal('file/failed'), path: z.string(), reason: z.string(), message: z.string() }),
  z.object({ code: z.literal('internal'), id: z.string(), message: z.string() }),
]);
export type SessionFailure = z.infer<typeof SessionFailure>;

/** The epoch whose monitored value is the best so far. */
export const BestEpoch = z.object({
  monitor: MonitorName,
  value: z.number(),
  /** From 1. */
  epoch: z.int(),
  /** Steps done at its end. */
  step: z.int(),
});
export type BestEpoch = z.infer<typeof BestEpoch>;

/** Where training stands; sent whenever it changes, at most a few times a second. */
export const SessionStatus = z.object({
  run: z.string().nullable(),
  state: z.enum(SESSION_STATES),
  /** While preparing: what is being done. */
  message: z.string().optional(),
  /** The epoch in progress, from 1; 0 before the first step. */
  epoch: z.int(),
  epochs: z.int(),
  /** The stage in progress, from 1; `null` where the project names no stages. */
  stage: z.object({ number: z.int(), count: z.int(), title: z.string() }).nullable(),
  /** Steps done since the run began, and in the whole run. */
  step: z.int(),
  steps: z.int(),
  stepsPerEpoch: z.int(),
  /** Training time without pauses. */
  seconds: z.number(),
  /** Estimated from the pace so far; `null` while unknown. */
  secondsLeft: z.number().nullable(),
  millisecondsPerStep: z.number().nullable(),
  /** The share of a step's time that goes by in waiting for its batch, 0 to 1; `null` while unknown. */
  dataWait: z.number().nullable(),
  device: z.string().nullable(),
  /** Which implementation of the step is in use, and why. */
  stepKind: z.string().nullable(),
  /** `null` while nothing was judged, or where the run does not measure what is monitored. */
  best: BestEpoch.nullable(),
  /** Whether early stopping ended it. */
  stoppedEarly: z.boolean(),
  failure: SessionFailure.nullable(),
});
export type SessionStatus = z.infer<typeof SessionStatus>;
export type SessionState = SessionStatus['state'];

export const idleStatus: SessionStatus = {
  run: null,
  state: 'idle',
  epoch: 0,
  epochs: 0,
  stage: null,
  step: 0,
  steps: 0,
  stepsPerEpoch: 0,
  seconds: 0,
  secondsLeft: null,
  millisecondsPerStep: null,
  dataWait: null,
  device: null,
  stepKind: null,
  best: null,
  stoppedEarly: false,
  failure: null,
};

export const isActive = (state: SessionState): boolean =>
  state === 'preparing' || state === 'running' || state === 'paused' || state === 'stopping';

/** A point of the curves. Training values are means since the last point; validation values come once an epoch. */
export const MetricPoint = z.object({
  step: z.int(),
  /** Epochs done, with the fraction of the one in progress. */
  epoch: z.number(),
  /** Training time up to here, without pauses. */
  seconds: z.number().optional(),
  /** From 1, where the project names stages. */
  stage: z.int().optional(),
  /** That of the last step, where the training values are; of groups of layers, that of factor 1. */
  learningRate: z.number().optional(),
  loss: z.number().optional(),
  accuracy: z.number().optional(),
  validationLoss: z.number().optional(),
  validationAccuracy: z.number().optional(),
  /** Further metrics by name, those of `validationMetrics` among them, where the validation values are. */
  metrics: z.record(z.string(), z.number()).optional(),
});
export type MetricPoint = z.infer<typeof MetricPoint>;

export function describeFailure(failure: SessionFailure): string {
  switch (failure.code) {
    case 'train/not-finite':
      return `The loss became ${failure.loss} at step ${failure.step}. Lower the learning rate, or check the data and the last layer's activation.`;
    case 'train/out-of-memory':
      return `The device ran out of memory. Make the batch size smaller. (${failure.message})`;
    case 'data/unreadable':
      return `Dataset ${failure.dataset}: ${failure.file}: ${failure.message}`;
    case 'file/failed':
      return `${failure.path}: ${failure.message}`;
    case 'internal':
      return `Something went wrong inside the engine (${failure.message}). It is logged as ${failure.id}.`;
  }
}
