import type { LayerAnalysis, LayerDefinition } from '../layers/define';
import type { ProblemCause } from '../problems/problem';
import type { GraphNode } from './graph';
import { type Shape, sameShape } from './shape';

/** What was found of nodes that share their weights, by itself and with those weights. */
const whole = new WeakMap<LayerAnalysis, LayerAnalysis>();

/** The analysis of a node without the weights that it shares: they are its owner's. */
export function ownPart({ sharesWith }: GraphNode, analysis: LayerAnalysis): LayerAnalysis {
  if (sharesWith === undefined) return analysis;
  const own = { ...analysis, weights: [] };
  whole.set(own, analysis);
  return own;
}

interface Analyzed {
  readonly node: GraphNode;
  readonly layer?: LayerDefinition;
  readonly inputs?: readonly Shape[];
  readonly analysis?: LayerAnalysis;
}

/** Why what arrives at a node does not fit the weights that it shares; nothing where it has its own, or its owner is in error. */
export function whyNotFit(
  { node: { sharesWith: owner }, layer, inputs, analysis }: Analyzed,
  of: Analyzed | undefined,
): ProblemCause | undefined {
  const wanted = analysis && whole.get(analysis)?.weights;
  const owned = of?.analysis?.weights ?? [];
  if (owner === undefined || !wanted || owned.length === 0) return undefined;
  for (const [index, { name, shape }] of wanted.entries()) {
    const expected = owned[index]?.shape;
    if (expected && !sameShape(shape, expected)) {
      return { code: 'share/weights', owner, weight: name, expected, received: shape };
    }
  }
  const [first, own] = [of?.inputs?.[0], inputs?.[0]];
  // Keras's layers that normalize take inputs of as many axes as the first had.
  if (layer?.category !== 'normalization' || !first || !own || first.length === own.length) return undefined;
  return { code: 'share/rank', owner, expected: first, received: own };
}
