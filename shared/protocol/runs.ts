import { z } from 'zod';
import { Project } from '../project/project';
import { MetricPoint, SESSION_STATES } from './session';

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

/** One line of the list of runs. A run whose engine died has the state it was last seen in, shown as interrupted. */
export const RunSummary = z.object({
  run: z.string(),
  name: z.string(),
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
  metrics: FinalMetrics,
});
export type RunSummary = z.infer<typeof RunSummary>;

export const RunDetail = z.object({ summary: RunSummary, project: Project, metrics: z.array(MetricPoint) });
export type RunDetail = z.infer<typeof RunDetail>;
