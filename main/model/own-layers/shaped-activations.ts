import type { AxisArgs, ScaledEluArgs, ShapedReluArgs } from '#shared/layers/own-layers';
import { elementwise } from './elementwise';
import type { OwnLayerSpec } from './own-layer';

/** Keras's `relu` with all of its settings, by its formulas. */
export const shapedRelu: OwnLayerSpec<ShapedReluArgs> = elementwise(
  'ReLU',
  (tf, x, { maxValue, negativeSlope, threshold }) => {
    if (threshold === 0 && maxValue === null && negativeSlope !== 0) return tf.leakyRelu(x, negativeSlope);
    const kept = threshold === 0 ? tf.relu(x) : tf.mul(x, tf.step(tf.sub(x, threshold)));
    const limited = maxValue === null ? kept : tf.clipByValue(kept, 0, maxValue);
    if (negativeSlope === 0) return limited;
    return tf.sub(limited, tf.mul(tf.relu(tf.sub(threshold, x)), negativeSlope));
  },
);

export const scaledElu: OwnLayerSpec<ScaledEluArgs> = elementwise('ELU', (tf, x, { alpha }) =>
  tf.add(tf.relu(x), tf.mul(tf.elu(tf.neg(tf.relu(tf.neg(x)))), alpha)),
);

/** tfjs's own knows the last axis only. */
export const axisSoftmax: OwnLayerSpec<AxisArgs> = elementwise('Softmax', (tf, x, { axis }) => {
  const counted = axis < 0 ? x.rank + axis : axis;
  const order = x.shape.map((_, place) => place).filter(place => place !== counted);
  const last = [...order, counted];
  const back = x.shape.map((_, place) => last.indexOf(place));
  return tf.transpose(tf.softmax(tf.transpose(x, last)), back);
});
