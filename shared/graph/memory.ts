import type { LayerAnalysis } from '../layers/define';
import type { GraphEdge, NodeId } from './graph';
import { sampleSize } from './shape';

/** Bytes of one value: all is float32. */
export const BYTES_PER_VALUE = 4;

/** Activations whose slope cannot be told from what they put out: the backward pass needs what came in as well. */
const NEEDS_ITS_INPUT: ReadonlySet<unknown> = new Set(['gelu', 'silu', 'mish', 'hard_silu']);

/** How many values of one sample a node keeps while training, from its forward to its backward pass. */
export function keptValues(
  { output, kept, weights }: Pick<LayerAnalysis, 'output' | 'kept' | 'weights'>,
  { activation }: Readonly<Record<string, unknown>>,
): number {
  const own = kept ?? sampleSize(output) ?? 0;
  // A layer without weights takes its activation from what its input keeps already.
  const before = weights.length > 0 && kept === undefined && NEEDS_ITS_INPUT.has(activation);
  return before ? 2 * own : own;
}

interface Computed {
  readonly node: { readonly id: NodeId };
  readonly analysis?: Pick<LayerAnalysis, 'output'>;
}

/**
 * The most values of one sample that a forward pass holds at once, without training: at each node its output and every output
 * that is still needed. Nodes come in the order of computation.
 */
export function peakValues(nodes: readonly Computed[], edges: readonly GraphEdge[]): number {
  const sizes = new Map(
    nodes.map(({ node, analysis }) => [node.id, analysis ? (sampleSize(analysis.output) ?? 0) : 0]),
  );
  const readers = new Map<NodeId, number>();
  const sources = new Map<NodeId, NodeId[]>();
  for (const { from, to } of edges) {
    if (!sizes.has(to)) continue;
    readers.set(from, (readers.get(from) ?? 0) + 1);
    sources.set(to, [...(sources.get(to) ?? []), from]);
  }
  let held = 0;
  let peak = 0;
  for (const { node } of nodes) {
    held += sizes.get(node.id) ?? 0;
    peak = Math.max(peak, held);
    for (const source of sources.get(node.id) ?? []) {
      const left = (readers.get(source) ?? 0) - 1;
      readers.set(source, left);
      if (left === 0) held -= sizes.get(source) ?? 0;
    }
  }
  return peak;
}
