import type { BuiltLayer, LayerFactory } from '#shared/layers/define';
import type { Tensor, TensorFlow } from './tensorflow';

type Arguments = NonNullable<Parameters<LayerFactory['layerNormalization']>[0]>;

/**
 * The forward pass of layer normalization over the last axis. tfjs's own fails in training without `center` or `scale`, and its
 * gradient goes through every op of it; this one has the closed form: dx = (g - mean(g) - n · mean(g · n)) / deviation, with the
 * normalized values n and the gradient g by them.
 */
export function createLayerNormalization(
  tf: TensorFlow,
  layer: BuiltLayer,
  { epsilon = 1e-3, center = true, scale = true }: Arguments,
): (x: Tensor) => Tensor {
  const normalize = (x: Tensor): Tensor =>
    tf.customGrad((...inputs) => {
      const [input, save] = inputs;
      if (!(input instanceof tf.Tensor)) throw new Error('Layer normalization takes a tensor.');
      if (typeof save !== 'function') throw new Error('tfjs gave no way to save tensors.');
      const { mean, variance } = tf.moments(input, -1, true);
      const perDeviation = tf.rsqrt(tf.add(variance, epsilon));
      const value = tf.mul(tf.sub(input, mean), perDeviation);
      save([value, perDeviation]);
      const gradFunc = (g: Tensor, [n, factor]: Tensor[]): Tensor => {
        if (!n || !factor) throw new Error('tfjs lost what was saved for the gradient.');
        const along = tf.mul(n, tf.mean(tf.mul(g, n), -1, true));
        return tf.mul(tf.sub(tf.sub(g, tf.mean(g, -1, true)), along), factor);
      };
      return { value, gradFunc };
    })(x);

  return x => {
    const weights = layer.weights.map(weight => weight.read());
    const [gamma] = scale ? weights : [];
    const [beta] = center ? weights.slice(-1) : [];
    const normal = normalize(x);
    const scaled = gamma ? tf.mul(normal, gamma) : normal;
    return beta ? tf.add(scaled, beta) : scaled;
  };
}
