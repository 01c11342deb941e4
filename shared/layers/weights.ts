import type { WeightSpec } from './define';
import { type SettingsOf, weightSettings } from './weight-settings';

interface Biased extends SettingsOf<'bias'> {
  /** How many output channels. */
  readonly channels: number;
  readonly useBias: boolean;
}

interface KernelAndBias extends Biased, SettingsOf<'kernel'> {
  readonly kernel: readonly number[];
}

/** The weights of Dense and the convolutions. */
export const kernelAndBias = (layer: KernelAndBias): WeightSpec[] => [
  { name: 'kernel', shape: layer.kernel, trainable: true, ...weightSettings('kernel', layer) },
  ...biasWeight(layer),
];

/** The bias, where the layer has one. */
export const biasWeight = (layer: Biased): WeightSpec[] =>
  layer.useBias ? [{ name: 'bias', shape: [layer.channels], trainable: true, ...weightSettings('bias', layer) }] : [];
