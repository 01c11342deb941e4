import type { GlobalPoolingArgs } from '#shared/layers/own-layers';
import type { OwnLayerSpec } from './own-layer';

/** Over all axes between batch and channels, which may stay with a size of 1 each. */
export const globalPooling: OwnLayerSpec<GlobalPoolingArgs> = {
  className: 'GlobalPooling',
  weights: () => [],
  outputShape([shape = []], { keepdims }) {
    const [batch = null, ...sizes] = shape;
    return [batch, ...(keepdims ? sizes.slice(1).map(() => 1) : []), sizes.at(-1) ?? null];
  },
  compute(tf, [x], _weights, { mode, keepdims }) {
    if (!x) throw new Error('Global pooling takes one input.');
    const axes = x.shape.slice(1, -1).map((_, axis) => axis + 1);
    return mode === 'max' ? tf.max(x, axes, keepdims) : tf.mean(x, axes, keepdims);
  },
};
