import type { BuiltLayer, LayerFactory } from '#shared/layers/define';
import { rawOps } from './raw-ops';
import type { Tensor, Tensor4D, TensorFlow } from './tensorflow';

type Arguments = NonNullable<Parameters<LayerFactory['batchNormalization']>[0]>;

/**
 * The forward pass of batch normalization over the last axis by TensorFlow's fused op and its fused gradient. tfjs's own
 * takes a dozen ops for it, and fails in training without `center` or `scale`. Training moves the averages, as in Keras.
 */
export function createBatchNormalization(
  tf: TensorFlow,
  layer: BuiltLayer,
  { epsilon = 1e-3, momentum = 0.99, center = true, scale = true }: Arguments,
): (x: Tensor, training: boolean) => Tensor {
  const ops = rawOps(tf);

  /** Gamma, beta and the moving averages, [channels] each; 1 and 0 in the place of what the layer does not learn. */
  const readWeights = (channels: number) => {
    const weights = [...layer.weights];
    const next = (learned: boolean) => (learned ? weights.shift()?.read() : undefined);
    const gamma = next(scale) ?? tf.ones([channels]);
    const beta = next(center) ?? tf.zeros([channels]);
    const [movingMean, movingVariance] = weights;
    if (!movingMean || !movingVariance) throw new Error(`Layer ${layer.name} was called before it was built.`);
    return { gamma, beta, movingMean, movingVariance };
  };

  const train = (pictures: Tensor4D, weights: ReturnType<typeof readWeights>): Tensor => {
    const { gamma, beta, movingMean, movingVariance } = weights;
    const perChannel = pictures.size / gamma.size;
    // The op's variance is divided by n - 1, Keras's by n.
    const biased = perChannel > 1 ? (perChannel - 1) / perChannel : 1;
    const normalize = tf.customGrad((...inputs) => {
      const [x, factor, offset, save] = inputs;
      if (!(x instanceof tf.Tensor) || !(factor instanceof tf.Tensor) || !(offset instanceof tf.Tensor)) {
        throw new Error('Batch normalization takes tensors.');
      }
      if (typeof save !== 'function') throw new Error('tfjs gave no way to save tensors.');
      const { output, mean, variance, reserved } = ops.batchNormalization(x, factor, offset, epsilon);
      movingMean.write(tf.add(tf.mul(movingMean.read(), momentum), tf.mul(mean, 1 - momentum)));
      movingVariance.write(tf.add(tf.mul(movingVariance.read(), momentum), tf.mul(variance, (1 - momentum) * biased)));
      save([x, factor, ...reserved]);
      return {
        value: output,
        gradFunc: (dy: Tensor, saved: Tensor[]) => ops.batchNormalizationGrad(dy, saved, epsilon),
      };
    });
    return normalize(pictures, gamma, beta);
  };

  const predict = (pictures: Tensor4D, { gamma, beta, movingMean, movingVariance }: ReturnType<typeof readWeights>) =>
    tf.batchNorm(pictures, asRow(movingMean.read()), asRow(movingVariance.read()), asRow(beta), asRow(gamma), epsilon);
  const asRow = (weight: Tensor) => weight.as1D();

  return (x, training) => {
    const channels = x.shape.at(-1) ?? 1;
    // The fused op wants pictures, so that all axes but the channels become one column of them.
    const isPicture = x.rank === 4;
    const pictures = isPicture ? (x as Tensor4D) : x.as4D(x.size / channels, 1, 1, channels);
    const weights = readWeights(channels);
    const normalized = training ? train(pictures, weights) : predict(pictures, weights);
    // No reshape in between: it would keep TensorFlow's graph optimizer from joining convolution, normalization and activation.
    return isPicture ? normalized : tf.reshape(normalized, x.shape);
  };
}
