import { rawOps } from './raw-ops';
import type { Tensor, TensorFlow } from './tensorflow';

const prepared = new WeakSet<TensorFlow>();

/**
 * Puts TensorFlow's own gradient of relu in the place of tfjs's, which builds a mask out of five ops: the same numbers in a
 * fifth of the time. Done once for each loaded tfjs.
 */
export function prepareGradients(tf: TensorFlow): void {
  if (prepared.has(tf)) return;
  prepared.add(tf);
  const ops = rawOps(tf);
  tf.registerGradient({
    kernelName: tf.Relu,
    outputsToSave: [true],
    gradFunc: (dy, [y]) => ({
      x: () => {
        if (!y || Array.isArray(dy)) throw new Error("relu's gradient needs its output and one incoming gradient.");
        return ops.reluGrad(dy, y);
      },
    }),
  });
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
