import type { OwnLayerSpec } from './own-layer';

export const subtract: OwnLayerSpec<{ readonly name: string }> = {
  className: 'Subtract',
  weights: () => [],
  outputShape: ([first = [], second = []]) => first.map((size, axis) => (size === 1 ? (second[axis] ?? null) : size)),
  compute(tf, [first, second]) {
    if (!first || !second) throw new Error('Subtract takes two inputs.');
    return tf.sub(first, second);
  },
};
