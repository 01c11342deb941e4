import { z } from 'zod';
import { NodeId } from '../graph/graph';
import { RatePoint } from '../training/rate-range';
import { MetricPoint, SessionStatus } from './session';
import { WireTensor } from './tensor';

/** What a network looked like at one step. */
export const Snapshot = z.discriminatedUnion('kind', [
  /** A convolution's kernel, `[height, width, inputs, filters]`. */
  z.object({ kind: z.literal('filters'), run: z.string(), step: z.int(), node: NodeId, tensor: WireTensor }),
  /** What a node puts out for the probe, without the batch axis. */
  z.object({ kind: z.literal('output'), run: z.string(), step: z.int(), node: NodeId, tensor: WireTensor }),
  /** The network's output for the probe. */
  z.object({
    kind: z.literal('prediction'),
    run: z.string(),
    step: z.int(),
    /** Of each output, in the order of computation. */
    ends: z.array(z.object({ node: z.string(), tensor: WireTensor })),
  }),
  /** The probability of the second class, `[size, size]`, first row at the top (largest y). */
  z.object({ kind: z.literal('boundary'), run: z.string(), step: z.int(), range: z.number(), tensor: WireTensor }),
]);
export type Snapshot = z.infer<typeof Snapshot>;

/** What the engine tells without being asked. A fast run is merged: the last value always arrives. */
export const events = {
  /** How far the reading is that a request waits for. */
  'dataset.progress': z.object({ dataset: z.string(), message: z.string() }),
  'session.status': SessionStatus,
  /** New points of the curves; none is left out. `run` tells a late one from the next run's. */
  'session.metrics': z.object({ run: z.string(), points: z.array(MetricPoint) }),
  /** New points of a learning rate range test; the first of a test has the lowest learning rate. */
  'rate.points': z.object({ points: z.array(RatePoint) }),
  'model.snapshot': Snapshot,
} as const;

export type EventName = keyof typeof events;
export type EventPayload<Name extends EventName> = z.infer<(typeof events)[Name]>;
export type EngineEvent = {
  [Name in EventName]: { readonly name: Name; readonly payload: EventPayload<Name> };
}[EventName];
