import { rawOps } from './raw-ops';
import type { Tensor, TensorFlow } from './tensorflow';

const prepared = new WeakSet<TensorFlow>();

/**
 * Puts TensorFlow's own gradients of relu, relu6, sigmoid and tanh in the place of tfjs's, which take three to five ops: the same
 * numbers in a fraction of the time. Done once for each loaded tfjs.
 */
export function prepareGradients(tf: TensorFlow): void {
  if (prepared.has(tf)) return;
  prepared.add(tf);
  const ops = rawOps(tf);
  const register = (kernelName: string, gradient: (dy: Tensor, y: Tensor) => Tensor): void =>
    tf.registerGradient({
      kernelName,
      outputsToSave: [true],
      gradFunc: (dy, [y]) => ({
        x: () => {
          if (!y || Array.isArray(dy)) throw new Error(`${kernelName}'s gradient needs its output and one gradient.`);
          return gradient(dy, y);
        },
      }),
    });
  register(tf.Relu, ops.reluGrad);
  register(tf.Relu6, ops.relu6Grad);
  register(tf.Sigmoid, ops.sigmoidGrad);
  register(tf.Tanh, ops.tanhGrad);
  registerExtremes(tf);
}

/** tfjs's gradients of maximum and minimum fail where one input is repeated to fit the other; where both are equal, the first gets it. */
function registerExtremes(tf: TensorFlow): void {
  const register = (kernelName: string, isFirst: (a: Tensor, b: Tensor) => Tensor): void =>
    tf.registerGradient({
      kernelName,
      inputsToSave: ['a', 'b'],
      gradFunc: (dy, [a, b]) => {
        if (!a || !b || Array.isArray(dy))
          throw new Error(`${kernelName}'s gradient needs its inputs and one gradient.`);
        const part = (input: Tensor, mask: Tensor): Tensor => {
          const gradient = tf.mul(dy, tf.cast(mask, 'float32'));
          const axes = tf.broadcast_util.getReductionAxes(input.shape, gradient.shape);
          return tf.reshape(tf.sum(gradient, axes), input.shape);
        };
        return { a: () => part(a, isFirst(a, b)), b: () => part(b, tf.logicalNot(isFirst(a, b))) };
      },
    });
  register(tf.Maximum, tf.greaterEqual);
  register(tf.Minimum, tf.lessEqual);
}

/** `value` [..., c] plus `bias` [c], with TensorFlow's fused gradient. */
export function createBiasAdd(tf: TensorFlow): (value: Tensor, bias: Tensor) => Tensor {
  const ops = rawOps(tf);
  return (value, bias) =>
    tf.customGrad((v, b) => {
      if (!(v instanceof tf.Tensor) || !(b instanceof tf.Tensor)) throw new Error('biasAdd takes two tensors.');
      return {
        value: ops.biasAdd(v, b),
        gradFunc: (dy: Tensor) => [dy, ops.biasAddGrad(dy)],
      };
    })(value, bias);
}
