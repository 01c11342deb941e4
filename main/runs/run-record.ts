import { z } from 'zod';
import { FinalMetrics } from '#shared/protocol/runs';
import { BestEpoch, type MetricPoint, SESSION_STATES, SessionFailure } from '#shared/protocol/session';

const Versions = z.object({ receptive: z.string(), tensorflow: z.string(), tfjs: z.string(), node: z.string() });

/** `run.json`: what is known of a run beside its project, its curves and its weights. */
export const RunRecord = z.object({
  format: z.literal('receptive-run'),
  version: z.literal(1),
  run: z.string(),
  name: z.string(),
  seed: z.int(),
  /** ISO 8601, UTC. */
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  state: z.enum(SESSION_STATES),
  failure: SessionFailure.nullable(),
  epochs: z.int(),
  step: z.int(),
  steps: z.int(),
  /** Training time without pauses. */
  seconds: z.number(),
  parameters: z.int(),
  device: z.string().nullable(),
  stepKind: z.string().nullable(),
  metrics: FinalMetrics,
  best: BestEpoch.nullable().default(null),
  stoppedEarly: z.boolean().default(false),
  versions: Versions,
  dataset: z.object({ id: z.string(), fingerprint: z.string().nullable() }),
  /** Each time the run went on after it had ended: when, from which step, to how many epochs, and on what. */
  resumes: z
    .array(
      z.object({
        at: z.string(),
        step: z.int(),
        epochs: z.int(),
        device: z.string(),
        versions: Versions,
        /** Whether it went on although early stopping had ended it: the waiting began anew. */
        afterEarlyStop: z.boolean().default(false),
      }),
    )
    .default([]),
  /** The process that writes here; where it is gone, a run that is not over was interrupted. */
  owner: z.object({ pid: z.int(), host: z.string() }),
});
export type RunRecord = z.infer<typeof RunRecord>;

export const noMetrics: FinalMetrics = { loss: null, accuracy: null, validationLoss: null, validationAccuracy: null };

/** The last value of each curve, and of each further metric: those of training and of validation come in points of their own. */
export function finalMetrics(points: readonly MetricPoint[]): FinalMetrics {
  const last = <Key extends keyof MetricPoint>(key: Key) => {
    for (let i = points.length - 1; i >= 0; i--) {
      const value = points[i]?.[key];
      if (value !== undefined) return value;
    }
    return null;
  };
  const lastMetrics = (validates: boolean) =>
    points.findLast(({ metrics, validationLoss }) => metrics && (validationLoss !== undefined) === validates)?.metrics;
  return {
    ...lastMetrics(false),
    ...lastMetrics(true),
    loss: last('loss'),
    accuracy: last('accuracy'),
    validationLoss: last('validationLoss'),
    validationAccuracy: last('validationAccuracy'),
  };
}
