import type { Tensor } from '@tensorflow/tfjs';
import { type Activation, OWN_ACTIVATIONS, type OwnActivation, tfjsActivation } from '#shared/layers/activations';
import type { Tfjs } from './own-layer';

/** relu6(x + 3) / 6; that of Keras 2, which tfjs has, is steeper. */
const hardSigmoid = (tf: Tfjs, x: Tensor): Tensor => tf.mul(tf.relu6(tf.add(x, 3)), 1 / 6);

const compute: { readonly [name in OwnActivation]: (tf: Tfjs, x: Tensor) => Tensor } = {
  leaky_relu: (tf, x) => tf.leakyRelu(x, 0.2),
  hard_sigmoid: hardSigmoid,
  hard_silu: (tf, x) => tf.mul(x, hardSigmoid(tf, x)),
  exponential: (tf, x) => tf.exp(x),
};

/** The function of that name. */
export function activationOf(tf: Tfjs, name: Activation): (x: Tensor) => Tensor {
  if (name === 'linear') return x => x;
  const layer = tf.layers.activation({ activation: tfjsActivation(name) });
  return x => [layer.call(x, {})].flat()[0] ?? x;
}

/** Makes Keras's activations that tfjs lacks known to it, by the names in `OWN_ACTIVATIONS`. */
export function registerOwnActivations(tf: Tfjs): void {
  for (const name of Object.keys(compute) as OwnActivation[]) {
    class KerasActivation extends tf.serialization.Serializable {
      static readonly className = OWN_ACTIVATIONS[name];
      getConfig() {
        return {};
      }
      apply(x: Tensor): Tensor {
        return tf.tidy(() => compute[name](tf, x));
      }
    }
    tf.serialization.registerClass(KerasActivation);
  }
}
