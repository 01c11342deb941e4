import type { Tfjs } from './own-layer';

/** Lets tfjs begin weights with identity matrices that are not square, as Keras makes them. */
export function allowAnyIdentity(tf: Tfjs): void {
  const made = tf.initializers.identity({});
  const prototype: typeof made = Object.getPrototypeOf(made);
  prototype.apply = function ([rows, columns]) {
    return tf.tidy(() => tf.mul(tf.eye(rows ?? 1, columns ?? 1), Number(this.getConfig().gain)));
  };
}
