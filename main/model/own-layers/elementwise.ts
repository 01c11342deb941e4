import type { Tensor } from '@tensorflow/tfjs';
import type { OwnLayerSpec, Tfjs } from './own-layer';

/** A layer without weights that puts out what arrives in the same shape. */
export const elementwise = <Args extends { readonly name: string }>(
  className: string,
  compute: (tf: Tfjs, x: Tensor, args: Args) => Tensor,
): OwnLayerSpec<Args> => ({
  className,
  weights: () => [],
  outputShape: ([shape = []]) => shape,
  compute(tf, [x], _weights, args) {
    if (!x) throw new Error(`${className} takes one input.`);
    return compute(tf, x, args);
  },
});
