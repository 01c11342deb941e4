import { volume } from './convolution/slide';
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
  registerVolumeSpreading(tf);
}

/** What the op of transposed convolutions of volumes hands to its kernel. */
interface SpreadingAttributes {
  readonly strides: [number, number, number];
  readonly pad: 'valid' | 'same';
}

/** The gradient of transposed convolutions of volumes, which tfjs lacks: that of pictures, with an axis more. */
function registerVolumeSpreading(tf: TensorFlow): void {
  tf.registerGradient({
    kernelName: tf.Conv3DBackpropInputV2,
    inputsToSave: ['dy', 'filter'],
    gradFunc(gradient, [values, filter], attributes) {
      if (!values || !filter || Array.isArray(gradient)) {
        throw new Error('A transposed convolution has one input, one kernel and one gradient.');
      }
      const { strides, pad } = attributes as unknown as SpreadingAttributes;
      const wide = volume(gradient);
      const attrs = { strides, pad, filterShape: filter.shape };
      return {
        dy: () => tf.conv3d(wide, volume(filter), strides, pad),
        filter: () => tf.engine().runKernel<Tensor>(tf.Conv3DBackpropFilterV2, { x: wide, dy: values }, attrs),
      };
    },
  });
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
