import type { NodeId } from '#shared/graph/graph';
import type { Snapshot } from '#shared/protocol/events';
import { fromWire, type WireTensor } from '#shared/protocol/tensor';

/** A tensor as it was at one step. */
export interface Seen {
  readonly shape: readonly number[];
  readonly values: Float32Array;
  readonly step: number;
}

/** The newest of each kind of snapshot, all of one run. */
export interface Snapshots {
  readonly run: string | null;
  /** What each node puts out for the probe. */
  readonly outputs: ReadonlyMap<NodeId, Seen>;
  readonly filters: (Seen & { readonly node: NodeId }) | null;
  /** What each output predicts, in the order of computation. */
  readonly prediction: {
    readonly ends: readonly { readonly node: NodeId; readonly seen: Seen }[];
    readonly step: number;
  } | null;
  readonly boundary: (Seen & { readonly range: number }) | null;
}

export const noSnapshots: Snapshots = {
  run: null,
  outputs: new Map(),
  filters: null,
  prediction: null,
  boundary: null,
};

const seen = ({ step, tensor }: { step: number; tensor: WireTensor }): Seen => ({
  shape: tensor.shape,
  values: fromWire(tensor),
  step,
});

const predictionOf = ({ step, ends }: Extract<Snapshot, { kind: 'prediction' }>): Snapshots['prediction'] => ({
  step,
  ends: ends.map(({ node, tensor }) => ({ node, seen: seen({ step, tensor }) })),
});

/** Takes new snapshots in, in their order; the first one of another run clears all that was seen of the last. */
export function withSnapshots(old: Snapshots, arrived: readonly Snapshot[]): Snapshots {
  let current = old;
  for (const snapshot of arrived) {
    if (snapshot.run !== current.run) current = { ...noSnapshots, run: snapshot.run };
    switch (snapshot.kind) {
      case 'filters':
        current = { ...current, filters: { ...seen(snapshot), node: snapshot.node } };
        break;
      case 'output':
        current = { ...current, outputs: new Map(current.outputs).set(snapshot.node, seen(snapshot)) };
        break;
      case 'prediction':
        current = { ...current, prediction: predictionOf(snapshot) };
        break;
      case 'boundary':
        current = { ...current, boundary: { ...seen(snapshot), range: snapshot.range } };
        break;
    }
  }
  return current;
}
