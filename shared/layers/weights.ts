import type { WeightSpec } from './define';
import type { Initializer } from './initializers';
import type { Regularizer } from './params';

interface KernelAndBias {
  readonly kernel: readonly number[];
  /** How many output channels. */
  readonly channels: number;
  readonly useBias: boolean;
  readonly kernelInitializer: Initializer;
  readonly biasInitializer: Initializer;
  readonly kernelRegularizer: Regularizer;
  readonly biasRegularizer: Regularizer;
}

/** The weights of Dense and the convolutions. */
export function kernelAndBias(layer: KernelAndBias): WeightSpec[] {
  const kernel: WeightSpec = {
    name: 'kernel',
    shape: layer.kernel,
    initializer: layer.kernelInitializer,
    trainable: true,
    regularizer: layer.kernelRegularizer,
  };
  return [kernel, ...biasWeight(layer)];
}

/** The bias, where the layer has one. */
export const biasWeight = (layer: Omit<KernelAndBias, 'kernel' | `kernel${string}`>): WeightSpec[] =>
  layer.useBias
    ? [
        {
          name: 'bias',
          shape: [layer.channels],
          initializer: layer.biasInitializer,
          trainable: true,
          regularizer: layer.biasRegularizer,
        },
      ]
    : [];
