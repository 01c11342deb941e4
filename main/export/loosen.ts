import { isConstrained } from '#shared/layers/constraints';
import { withoutUnmade } from '#shared/layers/tfjs-initializers';
import { constrained } from '../model/constrain';
import type { Tfjs } from './format';
import type { TrainedNetwork, TrainedNode } from './network';

/** More than rounding. */
const MOVED = 1e-5;

/**
 * The network for tfjs, which brings weights to their constraints as it loads them: a layer whose weights do not meet theirs, since
 * it was frozen or averaged, or nears them little by little, is written without. So is how a weight begins where tfjs fails on that.
 */
export const loosened = (tf: Tfjs, network: TrainedNetwork): TrainedNetwork => ({
  ...network,
  nodes: network.nodes.map(node => {
    const params = withoutUnmade({ ...node, arriving: node.inputs.map(({ shape }) => shape) });
    return { ...node, params: moves(tf, node) ? unconstrained(params) : params };
  }),
});

function moves(tf: Tfjs, { layer, params, inputs, weights }: TrainedNode): boolean {
  const analysis = layer.analyze(
    inputs.map(({ shape }) => shape),
    params,
  );
  if (!analysis.ok) return false;
  return analysis.value.weights.some(({ constraint }, index) => {
    const weight = weights[index];
    if (!weight || !constraint || !isConstrained(constraint)) return false;
    const furthest = tf.tidy(() => {
      const values = tf.tensor(weight.values, [...weight.shape]);
      return tf.max(tf.abs(tf.sub(constrained(tf, constraint, values), values))).dataSync()[0] ?? 0;
    });
    return furthest > MOVED;
  });
}

const unconstrained = (params: unknown): unknown =>
  Object.fromEntries(Object.entries(params ?? {}).filter(([name]) => !name.endsWith('Constraint')));
