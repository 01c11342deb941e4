import { z } from 'zod';
import { Project } from '../project/project';
import { BestEpoch, MetricPoint, SESSION_STATES } from './session';

/** The last values of a run's curves, and of its further metrics by name. */
export const FinalMetrics = z
  .object({
    loss: z.number().nullable(),
    accuracy: z.number().nullable(),
    validationLoss: z.number().nullable(),
    validationAccuracy: z.number().nullable(),
  })
  .catchall(z.number().nullable());
export type FinalMetrics = z.infer<typeof FinalMetrics>;

/** The colour of a run in lists and curves. What each looks like in light and in dark is the studio's. */
export const RunColor = z.enum(['blue', 'orange', 'green', 'pink', 'violet', 'teal', 'red', 'brown']);
export type RunColor = z.infer<typeof RunColor>;

/** What a person has said about a run: kept apart from what it was trained with, which never changes. */
export const RunLabel = z.strictObject({
  /** `null` for the name of its project. */
  name: z.string().trim().min(1).max(200).nullable().default(null),
  /** `null` leaves the choice to the studio. */
  color: RunColor.nullable().default(null),
  notes: z.string().max(20_000).default(''),
});
export type RunLabel = z.infer<typeof RunLabel>;

/** The parts of a label that are to change. */
export const RunLabelChange = z
  .strictObject({
    name: RunLabel.shape.name.unwrap(),
    color: RunLabel.shape.color.unwrap(),
    notes: RunLabel.shape.notes.unwrap(),
  })
  .partial();
export type RunLabelChange = z.infer<typeof RunLabelChange>;

/** One line of the list of runs. A run whose engine died has the state it was last seen in, shown as interrupted. */
export const RunSummary = z.object({
  run: z.string(),
  /** The one it was given, or that of its project. */
  name: z.string(),
  color: RunColor.nullable(),
  notes: z.string(),
  /** ISO 8601, UTC. */
  startedAt: z.string(),
  state: z.enum([...SESSION_STATES, 'interrupted']),
  epochs: z.int(),
  step: z.int(),
  steps: z.int(),
  seconds: z.number(),
  device: z.string().nullable(),
  parameters: z.int(),
  hasWeights: z.boolean(),
  best: BestEpoch.nullable(),
  /** Whether the weights of its best epoch are kept. */
  hasBestWeights: z.boolean(),
  /** Whether early stopping ended it. */
  stoppedEarly: z.boolean(),
  metrics: FinalMetrics,
  /** What was set for it, by name, as `hyperparametersOf` tells it; empty where its project is damaged. */
  hyperparameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type RunSummary = z.infer<typeof RunSummary>;

/** Which of a run's weights: those of its best epoch, or those of its last step. */
export const WhichWeights = z.enum(['best', 'last']);
export type WhichWeights = z.infer<typeof WhichWeights>;

export const RunDetail = z.object({ summary: RunSummary, project: Project, metrics: z.array(MetricPoint) });
export type RunDetail = z.infer<typeof RunDetail>;
