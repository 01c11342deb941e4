import type { GroupNormalizationArgs } from '#shared/layers/own-layers';
import type { OwnLayerSpec } from './own-layer';

/** Over the last axis, as the catalogue's layer: each group of channels by its own mean and variance, of one sample. */
export const groupNormalization: OwnLayerSpec<GroupNormalizationArgs> = {
  className: 'GroupNormalization',
  weights([input = []], { center, scale }) {
    const shape = [input.at(-1) ?? 0];
    return [...(scale ? [['gamma', shape] as const] : []), ...(center ? [['beta', shape] as const] : [])];
  },
  outputShape: ([input = []]) => input,
  compute(tf, [x], weights, { groups, epsilon, center, scale }) {
    if (!x) throw new Error('GroupNormalization takes one input.');
    const [batch = 1, ...rest] = x.shape;
    const channels = rest.at(-1) ?? 1;
    const count = groups === -1 ? channels : groups;
    if (channels % count !== 0) throw new Error(`${channels} channels do not divide into ${count} groups.`);
    const grouped = tf.reshape(x, [batch, -1, count, channels / count]);
    const { mean, variance } = tf.moments(grouped, [1, 3], true);
    const normal = tf.reshape(tf.mul(tf.sub(grouped, mean), tf.rsqrt(tf.add(variance, epsilon))), x.shape);
    const [gamma] = scale ? weights : [];
    const [beta] = center ? weights.slice(-1) : [];
    const scaled = gamma ? tf.mul(normal, gamma) : normal;
    return beta ? tf.add(scaled, beta) : scaled;
  },
};
