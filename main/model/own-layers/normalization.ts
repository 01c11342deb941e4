import type { AxisArgs, NormalizationArgs, RmsNormalizationArgs } from '#shared/layers/own-layers';
import { elementwise } from './elementwise';
import type { OwnLayerSpec } from './own-layer';

/** Keras's epsilon. */
const SMALL = 1e-7;

export const normalization: OwnLayerSpec<NormalizationArgs> = elementwise(
  'Normalization',
  (tf, x, { mean, variance, invert }) => {
    const means = tf.tensor1d([mean].flat());
    const deviations = tf.tensor1d([variance].flat().map(value => Math.max(Math.sqrt(value), SMALL)));
    return invert ? tf.add(tf.mul(x, deviations), means) : tf.div(tf.sub(x, means), deviations);
  },
);

export const unitNormalization: OwnLayerSpec<AxisArgs> = elementwise('UnitNormalization', (tf, x, { axis }) => {
  const perLength = tf.rsqrt(tf.sum(tf.square(x), axis, true));
  return tf.mul(x, tf.minimum(perLength, 1e12));
});

/** Over the last axis, as the catalogue's layer. */
export const rmsNormalization: OwnLayerSpec<RmsNormalizationArgs> = {
  className: 'RMSNormalization',
  weights: ([input = []]) => [['scale', [input.at(-1) ?? 0]]],
  outputShape: ([input = []]) => input,
  compute(tf, [x], [scale], { epsilon }) {
    if (!x || !scale) throw new Error('RMSNormalization takes one input and has a scale.');
    return tf.mul(tf.mul(x, tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), epsilon))), scale);
  },
};
