import type { WeightSpec } from './define';
import type { Regularizer } from './params';

interface KernelAndBias {
  readonly kernel: readonly number[];
  /** How many output channels. */
  readonly channels: number;
  readonly useBias: boolean;
  readonly kernelRegularizer: Regularizer;
  readonly biasRegularizer: Regularizer;
}

/** The weights of Dense and the convolutions. */
export function kernelAndBias(layer: KernelAndBias): WeightSpec[] {
  const { kernel, channels, useBias, kernelRegularizer, biasRegularizer } = layer;
  const trained = { trainable: true } as const;
  return [
    { ...trained, name: 'kernel', shape: kernel, initializer: 'glorot_uniform', regularizer: kernelRegularizer },
    ...(useBias
      ? [{ ...trained, name: 'bias', shape: [channels], initializer: 'zeros', regularizer: biasRegularizer } as const]
      : []),
  ];
}
